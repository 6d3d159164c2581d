import { sweepAttachments } from './attachments/sweeping.ts';
import { keepLog } from './ballots/keeping-log.ts';
import { closeCallOnTime } from './calls/closing.ts';
import {
  closeVotingOnTime,
  openCollectingOnTime,
  openVotingOnTime,
  remindVotersOnTime,
} from './challenges/keeping.ts';
import { refinePicture } from './images/refining.ts';
import { sweepPictures } from './images/sweeping.ts';
import { sweepMembers } from './members/sweeping.ts';
import { announce } from './notifications/announcing.ts';
import { pruneNotifications } from './notifications/pruning.ts';
import { deliverMail } from './mail/delivering.ts';
import { pruneMails } from './mail/pruning.ts';
import { pruneJobs } from './jobs/pruning.ts';
import type { Handlers } from './jobs/working.ts';
import { scheduleJob } from './jobs/scheduling.ts';
import { chargePreorder } from './preorders/charging.ts';
import { dropPreorder, expirePreorder } from './preorders/dropping.ts';
import { payBack } from './preorders/refunding.ts';
import { releaseAuthorisation, type Held } from './preorders/releasing.ts';
import { settleCampaign } from './preorders/settling.ts';
import { sweepDrawings } from './sharing/keeping.ts';
import { ballotCounters } from './quarantine/counting.ts';
import { forgetOrigins } from './quarantine/forgetting.ts';
import { quarantineSuspects } from './quarantine/quarantining.ts';
import type { Muster } from './starting.ts';

const day = 24 * 3600_000;
/** Nobody waits behind a sweep for longer than it takes to remove so many rows. */
const chunk = 500;

/** Which capability does which job. The one file of `server` that may import all of them. */
export const handlersFor = (muster: Muster): Handlers => {
  const { database, dataDir, postman, cards } = muster;
  const means = { read: database.read, write: database.write, cards };
  return {
    announce: ({ event }, now) => announce(database, muster.origin, String(event), now),
    'send-mail': ({ mail }, now) => deliverMail(database, postman, String(mail), now),
    'open-collecting': ({ challenge }, now) => openCollectingOnTime(database, String(challenge), now),
    'open-voting': ({ challenge }, now) => openVotingOnTime(database, String(challenge), now),
    'remind-voters': ({ challenge }, now) => remindVotersOnTime(database, String(challenge), now),
    'close-voting': ({ challenge }, now) => closeVotingOnTime(database, String(challenge), now),
    'keep-log': ({ challenge }, now) => keepLog(database, String(challenge), now),
    'quarantine-suspects': async ({ challenge }, now) => {
      const { origin } = muster;
      await quarantineSuspects(
        database,
        { challenge: String(challenge), counters: ballotCounters, origin },
        now,
      );
    },
    'close-call': ({ call }, now) => closeCallOnTime(database, String(call), now),
    'settle-campaign': ({ campaign }, now) => settleCampaign(database, String(campaign), now),
    'charge-preorder': ({ preorder }, now) => chargePreorder(means, String(preorder), now),
    'expire-preorder': ({ preorder }, now) =>
      database.write((tx) => expirePreorder(tx, String(preorder), now)),
    'drop-preorder': ({ preorder }, now) => database.write((tx) => dropPreorder(tx, String(preorder), now)),
    'release-preorder': (held, now) => releaseAuthorisation(means, held as unknown as Held, now),
    'refund-preorder': ({ preorder }, now) => payBack(means, String(preorder), now),
    'make-avif': ({ picture }, now) => refinePicture(database, dataDir, String(picture), now),
    sweep: async (_, now) => {
      // Tomorrow's comes first: whatever fails today, and files may, the next day sweeps again.
      await database.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: now + day, key: 'sweep' }, now));
      await database.write((tx) => sweepMembers(tx, now));
      for (const prune of [pruneMails, pruneNotifications, pruneJobs, forgetOrigins])
        while ((await database.write((tx) => prune(tx, chunk, now))) === chunk);
      await sweepPictures(database, dataDir, now);
      await sweepAttachments(database, dataDir, now);
      await sweepDrawings(dataDir, now);
    },
  };
};
