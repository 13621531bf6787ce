/** Sends a cancellation once more that did not arrive, or could not be sent. */
import type {Context} from '../context.ts';
import type {StoredRequest} from '../requests/types.ts';
import {changeNotice, notices, tellRequest} from './store.ts';

/** @returns whether there was one to send; the caller has a worker look at the shop */
export async function resendCancellation(
  {db}: Pick<Context, 'db'>,
  {shop, _id}: Pick<StoredRequest, 'shop' | '_id'>,
  by: string,
): Promise<boolean> {
  const [last] = await notices(db)
    .find({shop, requestId: _id, kind: 'cancellation'})
    .sort({_id: -1})
    .limit(1)
    .toArray();
  if (!last || (last.status !== 'sent' && last.status !== 'failed')) return false;
  const changed = await changeNotice(db, last, {
    status: 'queued',
    set: {
      dueAt: new Date(),
      failure: null,
      attempts: 0,
      crashes: 0,
      undelivered: false,
      dismissedAt: null,
      untold: true,
    },
    inc: {revision: 1},
    event: 'resent',
    by,
  });
  if (changed) await tellRequest(db, changed);
  return changed !== null;
}
