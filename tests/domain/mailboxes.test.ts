import { expect, test } from 'vitest';
import { mailboxOf } from '../../src/lib/domain/mailboxes.ts';

test.each([
  ['Mei.Chen+muster@GoogleMail.com', 'meichen@gmail.com', true],
  ['m.e.i.chen@gmail.com', 'meichen@gmail.com', false],
  ['mei+a+b@outlook.com', 'mei@outlook.com', true],
  ['mei.chen@outlook.com', 'mei.chen@outlook.com', false],
  ['mei@me.com', 'mei@icloud.com', false],
  ['mei_chen@pm.me', 'meichen@proton.me', false],
  ['mei.chen@yandex.com', 'mei-chen@yandex.ru', false],
  ['meibase-shop1@yahoo.com.tw', 'meibase@yahoo.com.tw', true],
  ['shop@mei.fastmail.com', 'mei@fastmail.com', true],
  ['mei-chen@firm.com.tw', 'mei-chen@firm.com.tw', false],
  ['mei+news@firm.com.tw', 'mei@firm.com.tw', true],
  ['+mei@firm.com.tw', '+mei@firm.com.tw', false],
  [' nobody ', 'nobody@', false],
])('%s is read at %s', (address, mailbox, isAlias) => {
  expect(mailboxOf(address)).toMatchObject({ mailbox, isAlias });
});

test('the build of a name is told without the name', () => {
  expect(mailboxOf('voter0042@fans.example')).toMatchObject({ stem: 'voter', shape: 'ad', isShared: false });
  expect(mailboxOf('mei_chen-7@naver.com')).toMatchObject({
    stem: 'meichen',
    shape: 'a_a-d',
    isShared: true,
  });
  // A letter before a number of a school says nothing of whose it is.
  expect(mailboxOf('b10901234@campus.edu.tw').stem).toBe('');
});
