import { renderMarkdown } from '../../../src/lib/server/text/rendering.ts';
import type { Challenge } from './challenges.ts';
import { happened } from './events.ts';
import type { Account, Member } from './members.ts';
import type { Loading } from './rows.ts';

/** Something for the site's admin: one advertisement that was hidden and its writer banned, two reports that wait. */
export function loadModeration(
  loading: Loading,
  challenges: Challenge[],
  members: Member[],
  accounts: Record<Account, Member>,
): void {
  const { rows, ids, day } = loading;
  const { admin, fan } = accounts;
  const challenge = challenges.find((one) => one.seed.key === 'para-towns')!;
  const draft = challenge.drafts[0]!;
  const spammer = members.findLast(
    (member) =>
      member.confirmed &&
      member.joinedAt < day(-30) &&
      !rows.preorders.some((preorder) => preorder.member_id === member.id),
  )!;
  const at = day(-6);
  const id = ids.id(at);
  const body = 'CHEAP KEYCAPS!!! same factory half price, write me before they are gone';
  const place = { brand: challenge.brand.id, challenge: challenge.id, draft: draft.id, comment: id };
  rows.comments.push({
    id,
    draft_id: draft.id,
    parent_id: null,
    member_id: spammer.id,
    body,
    html: renderMarkdown(body),
    created_at: at,
  });
  draft.row.comment_count = (draft.row.comment_count ?? 0) + 1;
  happened(loading, at, 'comment-posted', {
    actor: spammer.id,
    ...place,
    payload: { parent: null, answers: null },
  });

  const report = (
    target: { kind: 'comment' | 'draft'; id: string },
    by: Member,
    when: number,
    reason: string,
    about: typeof place | Omit<typeof place, 'comment'>,
    author: string,
    outcome?: string,
  ) => {
    const reportId = ids.id(when);
    rows.reports.push({
      id: reportId,
      target_kind: target.kind,
      target_id: target.id,
      member_id: by.id,
      reason,
      created_at: when,
      resolved_at: outcome ? when + 2 * 3600_000 : null,
      resolved_by: outcome ? admin.id : null,
      outcome: outcome ?? null,
    });
    happened(loading, when, 'content-reported', {
      actor: by.id,
      subject: author,
      ...about,
      payload: { kind: target.kind, report: reportId },
    });
  };
  report(
    { kind: 'comment', id },
    fan,
    at + 3600_000,
    'Advertising, and not even for this set.',
    place,
    spammer.id,
    'hidden',
  );
  const hiddenAt = at + 3 * 3600_000;
  const reason = 'Advertising for another shop';
  rows.hidings.push({
    target_kind: 'comment',
    target_id: id,
    hidden_by: admin.id,
    hidden_at: hiddenAt,
    reason,
  });
  happened(loading, hiddenAt, 'content-hidden', {
    actor: admin.id,
    subject: spammer.id,
    ...place,
    payload: { kind: 'comment', reason },
  });
  const reports = rows.reports.map((one) => one.id);
  happened(loading, hiddenAt, 'report-resolved', {
    actor: admin.id,
    subject: spammer.id,
    ...place,
    payload: { kind: 'comment', outcome: 'hidden', reports },
  });
  rows.bans.push({
    member_id: spammer.id,
    banned_by: admin.id,
    banned_at: hiddenAt + 60_000,
    reason: 'The same advertisement, three times',
  });
  happened(loading, hiddenAt + 60_000, 'member-banned', {
    actor: admin.id,
    subject: spammer.id,
    payload: { reason: 'The same advertisement, three times' },
  });

  const random = loading.chance('reports');
  const recent = rows.comments.filter(
    (comment) => comment.created_at > day(-8) && comment.id !== id && comment.parent_id === null,
  );
  const where = new Map(
    challenges.flatMap((one) =>
      one.drafts.map((other) => [other.id, { brand: one.brand.id, challenge: one.id }] as const),
    ),
  );
  for (const [comment, why] of [
    [recent[4]!, 'I think this was meant for another draft. Could it be moved?'],
    [recent[recent.length - 3]!, '跟這件設計稿好像沒有關係，請看一下。'],
  ] as const) {
    const by = random.pick(
      members.filter((member) => member.confirmed && member.id !== comment.member_id && member !== spammer),
    );
    report(
      { kind: 'comment', id: comment.id },
      by,
      Math.min(loading.now - 3600_000, comment.created_at + 5 * 3600_000),
      why,
      { ...where.get(comment.draft_id)!, draft: comment.draft_id, comment: comment.id },
      comment.member_id!,
    );
  }
}
