import {
  closeVotingOnTime,
  openCollectingOnTime,
  openVotingOnTime,
  remindVotersOnTime,
} from './challenges/keeping.ts';
import { refinePicture } from './images/refining.ts';
import { sweepPictures } from './images/sweeping.ts';
import { announce } from './notifications/announcing.ts';
import { deliverMail } from './mail/delivering.ts';
import type { Handler, Handlers } from './jobs/working.ts';
import { scheduleJob, type JobKind } from './jobs/scheduling.ts';
import type { Muster } from './starting.ts';

const day = 24 * 3600_000;

/** Which capability does which job. The one file of `server` that may import all of them. */
export const handlersFor = (muster: Muster): Handlers => {
  const notYet =
    (kind: JobKind): Handler =>
    async () => {
      throw new Error(`no handler for ${kind}`);
    };
  const { database, dataDir, postman } = muster;
  return {
    announce: ({ event }, now) => announce(database, muster.origin, String(event), now),
    'send-mail': ({ mail }, now) => deliverMail(database, postman, String(mail), now),
    'open-collecting': ({ challenge }, now) => openCollectingOnTime(database, String(challenge), now),
    'open-voting': ({ challenge }, now) => openVotingOnTime(database, String(challenge), now),
    'remind-voters': ({ challenge }, now) => remindVotersOnTime(database, String(challenge), now),
    'close-voting': ({ challenge }, now) => closeVotingOnTime(database, String(challenge), now),
    'settle-campaign': notYet('settle-campaign'),
    'charge-preorder': notYet('charge-preorder'),
    'drop-preorder': notYet('drop-preorder'),
    'release-preorder': notYet('release-preorder'),
    'refund-preorder': notYet('refund-preorder'),
    'make-avif': ({ picture }, now) => refinePicture(database, dataDir, String(picture), now),
    sweep: async (_, now) => {
      await sweepPictures(database, dataDir, now);
      await database.write((tx) => scheduleJob(tx, { kind: 'sweep', runAt: now + day, key: 'sweep' }, now));
    },
  };
};
