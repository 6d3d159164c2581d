import type { Transaction } from '../../../../db/schema.ts';
import { isSettledByLetter, suspicionsIn } from '../../domain/stuffing/ballots.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { suspicionText } from '../../i18n/suspicions.ts';
import { newId } from '../ids.ts';
import { issueProof } from '../members/proving.ts';
import { writeToMember } from '../members/writing-to.ts';

interface Telling {
  event: string;
  challenge: { id: string; title: string };
  quarantines: { id: string; member: string | null; reasons: string }[];
  origin: string;
}

/** Nobody's ballot is set aside in silence: each voter is told on the site and by a letter, with the reasons and the way back. */
export const tellVoters = async (
  tx: Transaction,
  { event, challenge, quarantines, origin }: Telling,
  now: number,
): Promise<void> => {
  const members = await tx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'locale'])
    .where(
      'id',
      'in',
      quarantines.flatMap(({ member }) => member ?? []),
    )
    .where('deleted_at', 'is', null)
    .execute();
  if (members.length === 0) return;
  await notify(tx, event, challenge, members, now);
  for (const member of members) {
    const { id, reasons } = quarantines.find((one) => one.member === member.id)!;
    if (member.email)
      await sendSecondLetter(
        tx,
        { ...member, email: member.email },
        { quarantine: id, reasons, challenge, origin },
        now,
      );
  }
};

const notify = async (
  tx: Transaction,
  event: string,
  challenge: Telling['challenge'],
  members: { id: string }[],
  now: number,
) => {
  const payload = JSON.stringify({
    event: 'ballots-quarantined',
    brand: '',
    name: '',
    number: '',
    title: challenge.title,
  });
  const told = await tx
    .insertInto('notifications')
    .values(
      members.map(({ id }) => ({
        id: newId(now),
        member_id: id,
        kind: 'moderation',
        event_id: event,
        payload,
        link: '/quarantine',
        created_at: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['member_id', 'event_id', 'kind']).doNothing())
    .returning('member_id')
    .execute();
  await tx
    .updateTable('members')
    .set((eb) => ({ unread: eb('unread', '+', 1) }))
    .where(
      'id',
      'in',
      told.map(({ member_id }) => member_id),
    )
    .execute();
};

export interface SecondLetter {
  quarantine: string;
  /** As it is kept: a JSON list. */
  reasons: string;
  challenge: { title: string };
  origin: string;
}

/** The second letter after the one that confirmed the address: whoever follows it reads the mailbox still. */
export const sendSecondLetter = async (
  tx: Transaction,
  member: { id: string; name: string; email: string; locale: 'en' | 'zh-TW' | 'zh-CN' },
  { quarantine, reasons, challenge, origin }: SecondLetter,
  now: number,
): Promise<void> => {
  const { locale } = member;
  const secret = await issueProof(
    tx,
    { kind: 'confirm-ballot', member: member.id, payload: { quarantine } },
    now,
  );
  const found = suspicionsIn(reasons);
  await writeToMember(
    tx,
    {
      kind: 'ballot-quarantined',
      member: member.id,
      to: member.email,
      locale,
      subject: m.quarantine_mail_subject({ title: challenge.title }, { locale }),
      paragraphs: [
        m.members_mail_hello({ name: member.name }, { locale }),
        m.quarantine_mail_text({ title: challenge.title }, { locale }),
        found.map((reason) => `· ${suspicionText(reason, locale)}`).join('\n'),
        isSettledByLetter(found)
          ? m.quarantine_mail_way({}, { locale })
          : m.quarantine_mail_way_brand({}, { locale }),
      ],
      button: { label: m.quarantine_confirm_button({}, { locale }), href: `${origin}/quarantine/${secret}` },
      small: [m.quarantine_mail_until({}, { locale })],
    },
    now,
  );
};
