import { expect, test } from 'vitest';
import { readEnvironment } from '../../src/lib/server/environment.ts';

const wrongIn = (variables: Record<string, string>) => {
  const read = readEnvironment(variables);
  return 'wrong' in read ? read.wrong : [];
};
const environment = (variables: Record<string, string>) => {
  const read = readEnvironment(variables);
  if ('wrong' in read) throw new Error(read.wrong.join());
  return read.environment;
};

test('the practice card is off unless it is switched on', () => {
  expect(environment({}).PRACTICE_CARD).toBe('off');
  expect(environment({ PRACTICE_CARD: '' }).PRACTICE_CARD).toBe('off');
  expect(environment({ PRACTICE_CARD: 'on' }).PRACTICE_CARD).toBe('on');
  expect(wrongIn({ PRACTICE_CARD: 'yes' })).toHaveLength(1);
});

test('an origin is kept as one: without a slash at its end, and without anything behind it', () => {
  expect(environment({ ORIGIN: 'https://muster.example/' }).ORIGIN).toBe('https://muster.example');
  expect(environment({ ORIGIN: 'HTTPS://Muster.example:443' }).ORIGIN).toBe('https://muster.example');
  for (const origin of [
    'muster.example',
    'ftp://muster.example',
    'https://muster.example/shop',
    'https://muster.example/?a',
    'https://a:b@muster.example',
  ]) {
    expect(wrongIn({ ORIGIN: origin }), origin).toEqual([expect.stringMatching(/^ORIGIN is wrong: must be/)]);
  }
});

test.each([
  ['DATABASE_URL', 'mysql://root:se/c@ret@localhost/x'],
  ['DATABASE_URL', 'root:secret@localhost/x'],
  ['SMTP_URL', 'smtp://user:pa/secret@host:587'],
  ['SMTP_URL', 'user:secret@host'],
  ['ORIGIN', 'https://user:secret@muster.example'],
])('%s is wrong and its password is not shown', (name, value) => {
  const [line] = wrongIn({ [name]: value });
  expect(line).toMatch(new RegExp(`^${name} is wrong`));
  expect(line).not.toMatch(/ret|user|root/);
});

test('what the adapter reads is looked at too', () => {
  expect(wrongIn({ BODY_SIZE_LIMIT: 'much' })).toHaveLength(1);
  expect(wrongIn({ BODY_SIZE_LIMIT: '256M' })).toEqual([]);
  expect(wrongIn({ XFF_DEPTH: '0' })).toHaveLength(1);
  expect(wrongIn({ ADDRESS_HEADER: 'X-Forwarded-For: 1' })).toHaveLength(1);
});
