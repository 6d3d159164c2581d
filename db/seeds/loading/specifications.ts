import { isLegal, type Composition, type Configuration } from '../../../src/lib/domain/configuring.ts';
import { ruleText } from '../../../src/lib/domain/sealing.ts';
import { sealOf } from '../../../src/lib/server/challenges/opening.ts';
import type { Transaction } from '../../schema.ts';
import type { Random } from '../random.ts';
import type { Challenge, Draft } from './challenges.ts';
import type { Member } from './members.ts';
import type { Loading } from './rows.ts';

type Seed = NonNullable<Challenge['seed']['specification']>;

/** The votes on the parts of one draft: the rule with its configuration, and a legal ballot of everyone who voted. */
export function loadSpecifications(loading: Loading, challenges: Challenge[], members: Member[]): void {
  for (const challenge of challenges) {
    const { specification } = challenge.seed;
    if (!specification) continue;
    const configuration = offerAs(loading, challenge.drafts[0]!, specification.as);
    seal(loading, challenge, configuration);
    castAll(loading, challenge, { seed: specification, spec: configuration.spec }, members);
  }
}

/** What can be composed is what another draft of the brand offers by now, with the same layers. */
export function offerAs({ rows, ids }: Loading, draft: Draft, as: string) {
  const from = rows.revisions.findLast((row) => row.title === as && row.configuration_id);
  const before = rows.configurations.find(({ id }) => id === from?.configuration_id);
  const revision = rows.revisions.findLast((row) => row.draft_id === draft.id);
  if (!before || !revision) throw new Error(`nothing can be composed of ${as}`);
  const row = {
    ...before,
    id: ids.id(revision.created_at),
    draft_id: draft.id,
    created_by: draft.author.id,
    created_at: revision.created_at,
  };
  rows.configurations.push(row);
  for (const layer of rows.configuration_layers.filter((one) => one.configuration_id === before.id))
    rows.configuration_layers.push({ ...layer, configuration_id: row.id });
  revision.configuration_id = row.id;
  return row;
}

function seal({ rows }: Loading, challenge: Challenge, { id, spec }: { id: string; spec: string }): void {
  const { row, seed, drafts } = challenge;
  row.rule = ruleText({
    challenge: challenge.id,
    method: 'specification',
    configuration: { id, hash: sealOf(spec) },
    count: 'greatest-sum-among-legal',
    quorum: seed.quorum,
    eligibility: 'confirmed-members',
    tallyShown: row.tally_shown!,
    ties: 'decided-in-public',
    votingOpensAt: challenge.opensAt,
    votingClosesAt: challenge.closesAt,
    drafts: drafts.map((draft) => ({ draft: draft.id, revision: draft.revision })),
  });
  row.rule_hash = sealOf(row.rule);
  const opened = rows.events.find((event) => event.kind === 'voting-opened' && event.challenge_id === row.id);
  if (opened) opened.payload = JSON.stringify({ seal: row.rule_hash, closeMoved: false });
}

function castAll(
  loading: Loading,
  challenge: Challenge,
  { seed, spec }: { seed: Seed; spec: string },
  members: Member[],
): void {
  const { rows, ids, now } = loading;
  const random = loading.chance(`specification ${challenge.seed.key}`);
  const configuration = JSON.parse(spec) as Configuration;
  const until = Math.min(challenge.closesAt, now);
  const votes = new Map<string, number>();
  const key = (part: string, choice: string) => `${part}.${choice}`;
  const voters = random
    .shuffle(members.filter(({ confirmed, joinedAt }) => confirmed && joinedAt < challenge.opensAt))
    .filter(({ email }) => !/^(fan|buyer|admin|designer|merchant)@/.test(email))
    .slice(0, seed.ballots);
  for (const member of voters) {
    const castAt = Math.floor(challenge.opensAt + random.next() ** 1.8 * (until - challenge.opensAt - 1));
    const id = ids.id(castAt);
    const ballot = { id, challenge_id: challenge.id, member_id: member.id };
    rows.ballots.push({ ...ballot, cast_at: castAt, changed_at: castAt });
    for (const [part, choice] of Object.entries(tasteOf(random, seed, configuration))) {
      rows.ballot_choices.push({ ballot_id: id, challenge_id: challenge.id, part, choice });
      votes.set(key(part, choice), (votes.get(key(part, choice)) ?? 0) + 1);
    }
  }
  for (const { id: part, choices } of configuration.parts)
    for (const { id: choice } of choices)
      rows.specification_counts.push({
        challenge_id: challenge.id,
        part,
        choice,
        votes: votes.get(key(part, choice)) ?? 0,
      });
  challenge.row.ballot_count = voters.length;
}

const tasteOf = (random: Random, { liked }: Seed, configuration: Configuration): Composition => {
  for (;;) {
    const composition = Object.fromEntries(
      configuration.parts.map(({ id, choices }) => {
        const weights = choices.map((choice) => liked[`${id}.${choice.id}`] ?? 1);
        return [id, choices[random.weighted(weights)]!.id];
      }),
    );
    if (isLegal(configuration, composition)) return composition;
  }
};

/** A challenge and its configuration refer to each other: this way round once both stand. */
export const nameSpecifications = async (
  tx: Transaction,
  { rows }: Loading,
  challenges: Challenge[],
): Promise<void> => {
  for (const { id, seed, drafts } of challenges) {
    if (!seed.specification) continue;
    const configuration = rows.configurations.find(({ draft_id }) => draft_id === drafts[0]!.id)!;
    await tx
      .updateTable('challenges')
      .set({ configuration_id: configuration.id })
      .where('id', '=', id)
      .execute();
  }
};
