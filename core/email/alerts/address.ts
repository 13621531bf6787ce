/** The merchant's own address for alerts may be dead, too: then alerts wait, the app says so, and they go out once it is mended. */
import {ObjectId, type Db} from 'mongodb';
import type {Context} from '../../context.ts';
import {stillBlocked} from '../../requests/courier/blocked.ts';
import {services} from '../../services/store.ts';
import type {AddressHealth} from '../../wire.ts';
import {learn} from '../events/delivery.ts';
import type {EmailEvent} from '../events/parse.ts';
import {blockedAmong, blockKey} from '../health/blocks.ts';
import {alerts, nextAt, type StoredAlert} from './store.ts';

type Asking = Pick<Context, 'db' | 'config'>;

/** Whether nothing is to be sent there: Postmark blocks it, or refused it for good. Asks Postmark now and then whether it still does. */
export async function isStopped(ctx: Context, alert: StoredAlert, address: string): Promise<boolean> {
  const key = blockKey(ctx.config.POSTMARK_MESSAGE_STREAM, address);
  if (alert.failed?.key === key && alert.failed.state === 'refused') return true;
  return (await stillBlocked(ctx, [address])).length > 0;
}

/** How alerts to a service's address for them fail; null: they do not, as far as is known. */
export async function alertTrouble(
  {db, config}: Asking,
  shop: string,
  serviceId: string,
  address: string | null | undefined,
): Promise<AddressHealth | null> {
  if (!address) return null;
  const stream = config.POSTMARK_MESSAGE_STREAM;
  const reason = (await blockedAmong(db, stream, [address])).get(address.toLowerCase());
  if (reason !== undefined) return {address, state: 'blocked', reason, canReactivate: reason !== 'SpamComplaint'};
  const failed = (await alerts(db).findOne({_id: serviceId, shop}))?.failed;
  if (failed?.key !== blockKey(stream, address)) return null;
  return {address, state: failed.state, canReactivate: failed.state === 'refused'};
}

/** Has what waits looked at at once: the address is another one, or takes mail again. */
export async function releaseAlert(db: Db, shop: string, serviceId: string): Promise<void> {
  // One that may be at Postmark since a moment ago keeps its pause: it is looked up first.
  await alerts(db).updateOne(
    {_id: serviceId, shop, sending: null},
    {$set: {heldUntil: new Date(0)}, $unset: {failed: ''}},
  );
}

/** Takes in what an event tells of an alert.
 * @returns its shop; null: it is of no alert */
export async function learnOfAlert({db, config}: Asking, event: EmailEvent): Promise<string | null> {
  const serviceId = /^alert\.([0-9a-f]{24})\.\d+$/.exec(event.key ?? '')?.[1];
  const alert = serviceId ? await alerts(db).findOne({_id: serviceId}) : null;
  if (!alert) return null;
  const {_id, shop, number} = alert;
  // Of an earlier one: what became of the last says more.
  if (event.key !== `alert.${_id}.${number}`) return shop;
  const now = learn({delivery: null, opened: false}, event)?.delivery;
  if (now === 'delivered') await alerts(db).updateOne({_id, shop, number}, {$unset: {failed: ''}});
  if (now !== 'bounced' && now !== 'complained') return shop;
  // It told nobody: what it was to tell waits until the address is mended. One that only came back is not sent again by itself,
  // as it would be for ever; the next one is.
  const mine = {_id, shop, number, dueAt: null};
  if (now === 'complained' || event.bounce?.inactive) {
    await alerts(db).updateOne(mine, {$set: {dueAt: nextAt(alert.lastAt, new Date())}, $inc: {marks: 1}});
    return shop;
  }
  const to = (await services(db).findOne({_id: new ObjectId(_id), shop}))?.settings.alertEmail;
  if (!to) return shop;
  const key = blockKey(config.POSTMARK_MESSAGE_STREAM, to);
  await alerts(db).updateOne({_id, shop, number}, {$set: {failed: {key, state: 'bounced'}}});
  return shop;
}
