/** Finds that the address is another than the service was told, and has it told. Harmless to repeat. */
import {forgetFailedChange, queueChange} from '../../notices/change.ts';
import {compareFingerprint, fingerprint, type Shown} from '../destination/fingerprint.ts';
import {mattersStill} from '../destination/matters.ts';
import {readWhereabouts} from '../destination/read.ts';
import {shipToOf, type Whereabouts} from '../destination/shipTo.ts';
import {notWithdrawn, requests} from '../store.ts';
import type {StoredDestination, StoredRequest} from '../types.ts';
import type {Round} from './round.ts';

type Told = StoredRequest & {destination: StoredDestination & {told: string}};

/** @param looked those that were just brought in line otherwise; they are read anew
 * @throws AppError `shopify_*` */
export async function readdress(round: Round, looked: readonly StoredRequest[]): Promise<void> {
  const {ctx, shop, admin} = round;
  const ids = looked.filter((one) => mattersStill(one)).map(({_id}) => _id);
  if (ids.length === 0) return;
  const now = await requests(ctx.db)
    .find({_id: {$in: ids}, shop, ...notWithdrawn})
    .toArray();
  const told = now.filter((one): one is Told => mattersStill(one) && typeof one.destination?.told === 'string');
  const whereabouts = await readWhereabouts(admin, told);
  for (const request of told) {
    const where = whereabouts.get(request._id.toHexString());
    // A cancelled order is the other comparison's: the service is told not to ship at all.
    if (where && where.order.cancelledAt === null) await compareOne(round, request, where);
  }
}

async function compareOne({ctx, shop}: Round, request: Told, where: Whereabouts): Promise<void> {
  const {config, db, log} = ctx;
  const {destination, _id} = request;
  const shipTo = shipToOf(where, destination.follows);
  const compared = compareFingerprint(config, request, destination.told, shipTo);
  if (compared === 'other') {
    await queueChange(db, request, (print) => compareFingerprint(config, request, print, shipTo) === 'other');
    return;
  }
  if (request.noticeAlarm) await forgetFailedChange(db, request);
  if (compared === 'same') return;
  // The key it was made by is going, or gone. Telling every service of an address it has would be worse than missing a change.
  if (compared === 'unknown')
    log.warn({shop, request: _id.toHexString()}, 'an address cannot be compared: its key is gone');
  const anew = fingerprint(config, request, shipTo, shownIn(destination.told));
  await requests(db).updateOne({_id, shop, 'destination.told': destination.told}, {$set: {'destination.told': anew}});
}

/** As it was made. */
function shownIn(print: string): Shown {
  const flags = print.split('.')[1] ?? '';
  return {showCustomerPhone: flags.includes('p'), showCustomerEmail: flags.includes('e')};
}
