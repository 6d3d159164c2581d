import type { Transaction } from '../schema.ts';
import { challengeLifecycle } from '../../src/lib/domain/lifecycles.ts';
import { indexBrand } from '../../src/lib/server/brands/indexing.ts';
import { indexCampaign } from '../../src/lib/server/campaigns/indexing.ts';
import { indexChallenge, indexDrafts } from '../../src/lib/server/challenges/indexing.ts';
import { planChallenge } from '../../src/lib/server/challenges/timing.ts';
import { keepLog } from '../../src/lib/server/ballots/keeping-log.ts';
import type { Database } from '../../src/lib/server/database.ts';
import { cancelJob, scheduleJobs, type NewJob } from '../../src/lib/server/jobs/scheduling.ts';
import { hashPassword } from '../../src/lib/server/members/hashing.ts';
import { newSecret } from '../../src/lib/server/secrets.ts';
import { loadBallots } from './loading/ballots.ts';
import { houseAccount, loadBrands } from './loading/brands.ts';
import { loadCampaigns, settleCampaigns, type Campaign } from './loading/campaigns.ts';
import { loadChallenges, type Challenge } from './loading/challenges.ts';
import { loadComments } from './loading/comments.ts';
import { loadConfigurations } from './loading/configurations.ts';
import { loadFollows } from './loading/follows.ts';
import { loadLedger } from './loading/ledger.ts';
import { accounts as known, loadMembers, type Member } from './loading/members.ts';
import { loadModeration } from './loading/moderation.ts';
import { loadNotifications } from './loading/notifications.ts';
import { drawPictures, pictureBook, pretendPictures } from './loading/pictures.ts';
import { loadOffers, writeOfferFiles } from './loading/offers.ts';
import { loadPreorders } from './loading/preorders.ts';
import { reviseInVote } from './loading/revising.ts';
import { loadSpecifications, nameSpecifications } from './loading/specifications.ts';
import { loadStages } from './loading/stages.ts';
import { loadSuggestions } from './loading/suggestions.ts';
import { beginLoading, insertRows, type Loading } from './loading/rows.ts';

export const demoPassword = 'muster-demo';
export const demoAccounts = [...known.map(({ key, email }) => ({ key, email })), houseAccount];

export interface SeedOptions {
  dataDir: string;
  /** Epoch milliseconds; all dates of the world are relative to it. */
  now: number;
  /** Without them nothing is drawn: for tests in which nobody looks. */
  pictures?: boolean;
  progress?: (done: number, of: number) => void;
}

/**
 * Loads the demonstration world into an empty site: the same world each time, whatever the moment. Pictures first,
 * then every row in one transaction, so that a load that is cut off leaves a site as empty as it was.
 */
export async function seedWorld(
  database: Database,
  { dataDir, now, pictures = true, progress = () => {} }: SeedOptions,
): Promise<void> {
  const someone = await database.read((read) =>
    read.selectFrom('members').select('id').limit(1).executeTakeFirst(),
  );
  if (someone) throw new Error('the demonstration world needs an empty site, and this one has members');

  const loading = beginLoading(now);
  const book = pictureBook(loading);
  const passwordHash = await hashPassword(demoPassword);
  const { members, accounts } = loadMembers(loading, passwordHash);
  const brands = loadBrands(loading, members, accounts, book);
  const challenges = loadChallenges(loading, brands, members, book);
  loadBallots(
    loading,
    challenges,
    members,
    leftToTry(accounts.fan, accounts.buyer, accounts.designer, accounts.merchant),
  );
  reviseInVote(loading, challenges, accounts.fan);
  loadStages(loading, challenges, members, book);
  loadComments(loading, challenges, members);
  loadSuggestions(loading, challenges, members, accounts);
  loadConfigurations(loading, challenges, members, accounts, book);
  loadSpecifications(loading, challenges, members);
  const campaigns = loadCampaigns(loading, brands, challenges);
  const waiting = loadPreorders(loading, campaigns, members, accounts);
  settleCampaigns(loading, campaigns);
  loadLedger(loading);
  const offerFiles = loadOffers(loading, challenges, members, accounts);
  loadFollows(loading, brands, challenges, members, accounts);
  loadModeration(loading, challenges, members, accounts);
  loadNotifications(loading, { brands, challenges, campaigns, members, told: Object.values(accounts) });
  loading.rows.events.sort((a, b) => a.at - b.at);
  if (pictures) {
    await drawPictures(loading, book, dataDir, progress);
    await writeOfferFiles(offerFiles, dataDir);
  } else pretendPictures(loading, book);

  await database.write(async (tx) => {
    await setUpSite(tx, now);
    await insertRows(tx, loading.rows);
    await nameSpecifications(tx, loading, challenges);
    await index(tx, loading, challenges, campaigns);
    await plan(tx, loading, challenges, campaigns, waiting, pictures);
  });
  // By the product's own hand: what ballots add up to is counted, not written.
  for (const { id, row } of challenges) {
    const counted = Math.min(now, (row.voting_closes_at ?? now) + 60_000);
    if (row.sealed_at != null) await keepLog(database, id, counted, false);
  }
}

/** Challenges in which the accounts to try have not voted, so that whoever tries them can. */
const leftToTry = (...members: Member[]) =>
  new Map(
    members.map((member) => [
      member,
      new Set([
        'halo-winter-hoodie',
        'para-towns',
        'para-alice',
        'dashu-fan',
        'dashu-fridge-door',
        'halo-sneaker',
      ]),
    ]),
  );

const setUpSite = async (tx: Transaction, now: number) => {
  const site = {
    name: 'Muster',
    // Without one the front page speaks the visitor's language.
    tagline: '',
    time_zone: 'Asia/Taipei',
    set_up_at: now,
    setup_code_hash: null,
  };
  await tx
    .insertInto('site')
    .values({ id: 1, secret: newSecret(), ...site })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(site))
    .execute();
};

const index = async (tx: Transaction, { rows }: Loading, challenges: Challenge[], campaigns: Campaign[]) => {
  for (const brand of rows.brands)
    await indexBrand(tx, { ...brand, tagline: brand.tagline ?? '', about: brand.about ?? '' });
  const published = challenges.filter((challenge) => challenge.publishedAt !== null);
  for (const challenge of published) await indexChallenge(tx, challenge.id);
  await indexDrafts(
    tx,
    published.flatMap((challenge) =>
      challenge.drafts.filter((draft) => draft.submittedAt !== null).map((draft) => draft.id),
    ),
  );
  for (const { row } of campaigns)
    if (row.launched_at && row.state !== 'cancelled')
      await indexCampaign(tx, { ...row, story: row.story ?? '', options: row.options ?? '[]' });
};

/** AVIF files take a while: those of what is on now, a few a minute, so that they are in nobody's way. */
const avifFrom = 3 * 60_000;
const avifEvery = 8_000;

/** What must happen next, as the product's own verbs would have left it. */
const plan = async (
  tx: Transaction,
  { now, rows }: Loading,
  challenges: Challenge[],
  campaigns: Campaign[],
  waiting: NewJob[],
  pictures: boolean,
) => {
  for (const { id, row } of challenges) {
    if (challengeLifecycle[row.state ?? 'preparing'].length === 0) continue;
    await planChallenge(
      tx,
      {
        id,
        state: row.state!,
        scheduled_at: row.scheduled_at ?? null,
        collecting_opens_at: row.collecting_opens_at ?? null,
        voting_opens_at: row.voting_opens_at ?? null,
        voting_closes_at: row.voting_closes_at ?? null,
      },
      now,
    );
    if (row.reminded_at) await cancelJob(tx, `remind-voters:${id}`);
  }
  const jobs: NewJob[] = [...waiting];
  for (const { id, seed, deadline } of campaigns)
    if (seed.state === 'live')
      jobs.push({
        kind: 'settle-campaign',
        payload: { campaign: id },
        runAt: deadline,
        key: `settle-campaign:${id}`,
      });
  for (const { id, state, closes_at } of rows.calls)
    if (state === 'open')
      jobs.push({ kind: 'close-call', payload: { call: id }, runAt: closes_at, key: `close-call:${id}` });
  if (pictures)
    challenges
      .filter(({ seed }) => seed.state === 'voting')
      .flatMap(({ drafts }) => drafts.map((draft) => draft.pictures[0]!))
      .forEach((picture, i) =>
        jobs.push({
          kind: 'make-avif',
          payload: { picture },
          runAt: now + avifFrom + i * avifEvery,
          key: `avif:${picture}`,
        }),
      );
  for (let at = 0; at < jobs.length; at += 300) await scheduleJobs(tx, jobs.slice(at, at + 300), now);
};
