/** Shorter ones can be tried out; longer ones only make the hash work. In characters. */
export const passwordLength = { least: 10, most: 256 } as const;

export type PasswordFault = 'short' | 'long' | 'common' | 'address';

/**
 * What is wrong with a new password, or null. No rule about kinds of characters, as NIST SP 800-63B (5.1.1.2)
 * advises: length, and not what everybody tries first.
 *
 * @param email the address of the account, which is the first thing that is tried
 */
export const passwordFault = (password: string, email: string): PasswordFault | null => {
  if (password.length < passwordLength.least) return 'short';
  if (password.length > passwordLength.most) return 'long';
  const plain = password.toLowerCase();
  const address = email.trim().toLowerCase();
  if (address && (plain === address || plain === address.split('@')[0])) return 'address';
  const letters = plain.replace(/[^\p{L}\p{N}]/gu, '');
  if (common.has(plain) || common.has(letters) || new Set(plain).size < 3 || isRun(plain)) return 'common';
  return null;
};

/** `abcdefghij`, `9876543210`: each character follows the one before it. */
const isRun = (text: string): boolean => {
  const codes = [...text].map((letter) => letter.codePointAt(0)!);
  return [1, -1].some((step) => codes.every((code, i) => i === 0 || code === codes[i - 1]! + step));
};

// Those of ten characters or more among the passwords that turn up most often in published leaks.
const common = new Set(
  `1234567890 12345678910 123456789a 1234567891 0123456789 0987654321 9876543210 1234512345 1231231231 1122334455
  1212121212 1020304050 147258369a 1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3r4t5 q1w2e3r4t5y6 qwertyuiop
  qwertyuiop123 qwerty12345 qwerty123456 qwertyuiop1 qwertyqwerty asdfghjkl1 asdfghjkl123 asdfasdfasdf
  zxcvbnm123 zaq12wsxcde3 password12 password123 password1234 password12345 passwordpassword passw0rd12
  passw0rd123 p4ssw0rd12 p4ssw0rd123 mypassword mypassword1 newpassword yourpassword administrator admin12345
  admin123456 adminadmin letmein123 letmein1234 welcome123 welcome1234 welcome12345 iloveyou12 iloveyou123
  iloveyou1234 iloveyou520 woaini1314 woaini5201314 woaini520 5201314520 abcd123456 abc1234567 abcdef1234
  abcdefg123 aa12345678 a123456789 a1234567890 aa123456789 qq123456789 asd123456789 qwe123456789 zxc123456789
  changeme123 changemenow secret1234 secret12345 superman123 batman1234 football12 football123 baseball123
  basketball michael123 jordan2323 princess123 sunshine123 dragon12345 monkey12345 master12345 computer123
  internet123 samsung123 liverpool1 liverpool123 manchester chocolate1 chelsea123 arsenal123 blink182182
  taiwan1234 taiwan12345 testtest123 test123456 test1234567 guest12345 login12345 user123456 default123
  starwars123 pokemon123 minecraft1 minecraft123 whatever123 trustno1234 correcthorsebatterystaple`.split(
    /\s+/,
  ),
);
