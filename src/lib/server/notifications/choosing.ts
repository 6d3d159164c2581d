import type { Reader, Transaction } from '../../../../db/schema.ts';
import { notificationKinds, quietKinds, type OptionalKind } from '../../domain/notifications.ts';

export interface Choice {
  kind: OptionalKind;
  inApp: boolean;
  byMail: boolean;
}

/** Everything is told both ways until the member says otherwise; some of it by letter alone. */
export const notificationChoices = async (read: Reader, member: { id: string }): Promise<Choice[]> => {
  const rows = await read
    .selectFrom('notification_settings')
    .selectAll()
    .where('member_id', '=', member.id)
    .execute();
  return notificationKinds.map((kind) => {
    const row = rows.find((one) => one.kind === kind);
    return { kind, inApp: row ? row.in_app !== 0 : !quietKinds.has(kind), byMail: row?.by_mail !== 0 };
  });
};

export const chooseNotifications = async (tx: Transaction, member: { id: string }, choices: Choice[]) => {
  await tx
    .insertInto('notification_settings')
    .values(
      choices.map(({ kind, inApp, byMail }) => ({
        member_id: member.id,
        kind,
        in_app: inApp ? (1 as const) : (0 as const),
        by_mail: byMail ? (1 as const) : (0 as const),
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['member_id', 'kind']).doUpdateSet((eb) => ({
        in_app: eb.ref('excluded.in_app'),
        by_mail: eb.ref('excluded.by_mail'),
      })),
    )
    .execute();
};
