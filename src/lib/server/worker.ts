import { deliverMail } from './mail/delivering.ts';
import type { Handler, Handlers } from './jobs/working.ts';
import type { JobKind } from './jobs/scheduling.ts';
import type { Muster } from './starting.ts';

/** Which capability does which job. The one file of `server` that may import all of them. */
export const handlersFor = (muster: Muster): Handlers => {
  const notYet =
    (kind: JobKind): Handler =>
    async () => {
      throw new Error(`no handler for ${kind}`);
    };
  const { database, postman } = muster;
  return {
    announce: notYet('announce'),
    'send-mail': ({ mail }, now) => deliverMail(database, postman, String(mail), now),
    'open-collecting': notYet('open-collecting'),
    'open-voting': notYet('open-voting'),
    'remind-voters': notYet('remind-voters'),
    'close-voting': notYet('close-voting'),
    'settle-campaign': notYet('settle-campaign'),
    'charge-preorder': notYet('charge-preorder'),
    'drop-preorder': notYet('drop-preorder'),
    'release-preorder': notYet('release-preorder'),
    'refund-preorder': notYet('refund-preorder'),
    'make-avif': notYet('make-avif'),
    sweep: notYet('sweep'),
  };
};
