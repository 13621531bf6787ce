/** A mailer that remembers which addresses the provider refuses, whatever the email was about. */
import type {Db} from 'mongodb';
import type {Logger} from '../../logger.ts';
import type {Mailer} from '../mailer.ts';
import {blockKey, noteBlocked} from './blocks.ts';

/** @param stream Postmark's message stream: it blocks an address for one of them */
export function rememberingBlocks(mailer: Mailer, {db, log, stream}: {db: Db; log: Logger; stream: string}): Mailer {
  return {
    ...mailer,
    async send(messages, options) {
      // By our clock, from before the call: if the block is lifted meanwhile, that holds.
      const at = new Date();
      const outcomes = await mailer.send(messages, options);
      for (const [index, outcome] of outcomes.entries()) {
        const to = messages[index]?.to;
        if (to === undefined || outcome.kind !== 'refused' || outcome.code !== 'email_recipient_inactive') continue;
        await noteBlocked(db, blockKey(stream, to), {reason: null, at}).catch((err: unknown) => {
          // The next email to it is refused again, and says so again.
          log.error({err}, 'could not note that an address is blocked');
        });
      }
      return outcomes;
    },
  };
}
