/** Has a service told that the address changed which its email named. What it is now is read when that is sent, and never stored. */
import type {Db} from 'mongodb';
import type {StoredDestination, StoredRequest} from '../requests/types.ts';
import {newNotice, noticeLine} from './newNotice.ts';
import {changeNotice, notices, queueNotice, tellRequest} from './store.ts';
import type {StoredNotice} from './types.ts';

/** By how often the service was told anew: the next change is told once, whatever it turns out to be when it is sent. */
export const changeKey = ({changes}: Pick<StoredDestination, 'changes'>): string => String(changes + 1);

/**
 * Queues the notice of a change, unless one waits or is under way. One that failed is tried again where the address is another
 * by now than the one it could not tell.
 * @param isOther whether a fingerprint is of another address than the present one
 */
export async function queueChange(
  db: Db,
  request: StoredRequest & {destination: StoredDestination},
  isOther: (print: string) => boolean,
): Promise<void> {
  const key = changeKey(request.destination);
  const before = await notices(db).findOne({shop: request.shop, requestId: request._id, kind: 'change', key});
  if (!before) {
    const lines = request.lines.map(noticeLine);
    const about = {kind: 'change' as const, key, reason: 'address_changed' as const, lines, remaining: []};
    await queueNotice(db, newNotice(request, about, 'shopify'));
    return;
  }
  if (before.status !== 'failed' || !before.said || !isOther(before.said)) return;
  const again = await changeNotice(db, before, {
    status: 'queued',
    set: {dueAt: new Date(), failure: null, attempts: 0, crashes: 0, dismissedAt: null, untold: true},
    inc: {revision: 1},
    by: 'shopify',
  });
  if (again) await tellRequest(db, again);
}

/** The address is again the one the service knows: a notice that could not be sent says nothing any more. */
export async function forgetFailedChange(
  db: Db,
  {shop, _id, destination}: StoredRequest & {destination: StoredDestination},
): Promise<void> {
  const which = {shop, requestId: _id, kind: 'change' as const, key: changeKey(destination), status: 'failed' as const};
  const {deletedCount} = await notices(db).deleteMany(which);
  if (deletedCount > 0) await tellRequest(db, {shop, requestId: _id});
}

/** Whether the service was told anew in another way since, as by the request's email sent once more. */
export function isOverruled({key}: Pick<StoredNotice, 'key'>, destination: StoredDestination): boolean {
  return Number(key) < Number(changeKey(destination));
}
