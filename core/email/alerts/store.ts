/** The collection of alerts: which services' merchants are to be told by email that emails do not arrive. No addresses, no orders. */
import {ObjectId, type Collection, type Db, type IndexDescription} from 'mongodb';
import {services} from '../../services/store.ts';

export interface StoredAlert {
  /** The service. */
  _id: string;
  shop: string;
  /** When an alert is to go out; null: there is nothing to tell. */
  dueAt: Date | null;
  /** Raised by everything that happens, so that what happens while an alert is made is not lost. */
  marks: number;
  /** When the last one went out. */
  lastAt: Date | null;
  /** How many were begun; a part of the email's key. */
  number: number;
  /** Written before the email is sent: it may be at Postmark since then. */
  sending: {key: string; at: Date} | null;
  /** Whoever makes it holds it until then. */
  heldUntil: Date;
  /** The last one did not arrive, though Postmark does not block the address: which (its hash alone), and how. */
  failed?: {key: string; state: 'bounced' | 'refused'};
}

export const alertIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'alerts',
  indexes: [
    {key: {dueAt: 1}, name: 'due'},
    {key: {shop: 1}, name: 'by_shop'},
  ],
};

/** At most one email per service and so many ms. */
export const everyMs = 3_600_000;
/** What happens at the same time, as with many orders sent at once, is told in one. */
const gatherMs = 30_000;

export function alerts(db: Db): Collection<StoredAlert> {
  return db.collection<StoredAlert>('alerts');
}

/** When the next alert may go out. */
export function nextAt(lastAt: Date | null, now: Date): Date {
  return new Date(Math.max(now.getTime() + gatherMs, (lastAt?.getTime() ?? 0) + everyMs));
}

/** Notes that something happened which the service's merchant wants to be told of by email, if they do. Call it before that is
 * written: an alert with nothing to tell is not sent, but one that was never noted is lost. */
export async function markAlert(db: Db, shop: string, serviceId: string): Promise<void> {
  const service = await services(db).findOne({_id: new ObjectId(serviceId), shop}, {projection: {settings: 1}});
  if (!service?.settings.alertEmail) return;
  const fresh = {dueAt: null, lastAt: null, number: 0, sending: null, heldUntil: new Date(0)};
  await alerts(db).updateOne({_id: serviceId, shop}, {$setOnInsert: fresh, $inc: {marks: 1}}, {upsert: true});
  const idle = await alerts(db).findOne({_id: serviceId, shop, dueAt: null});
  if (!idle) return;
  await alerts(db).updateOne({_id: serviceId, shop, dueAt: null}, {$set: {dueAt: nextAt(idle.lastAt, new Date())}});
}
