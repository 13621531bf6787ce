/** The collection of fulfillment services of this app: its shape, its indexes, and reading one. */
import {ObjectId, type Collection, type Db, type IndexDescription} from 'mongodb';
import {AppError} from '../errors.ts';
import type {HistoryEntry, Service, ServiceEnd, ServiceSettings, ServiceStatus} from '../wire.ts';
import {defaultSettings} from './rules.ts';

export interface StoredService {
  _id: ObjectId;
  shop: string;
  name: string;
  /** For comparing; see `comparableName`. */
  nameLower: string;
  email: string;
  /** `activating`: written down before Shopify was asked, and not finished. Nothing outside this folder sees it. */
  status: ServiceStatus | 'activating';
  /** False once removed: the name is free again. */
  live: boolean;
  settings: ServiceSettings;
  /** As Shopify gave it, with what it puts behind the number; compare by `sameId`. */
  shopifyId: string | null;
  /** gid of the location that Shopify made for the service. */
  locationId: string | null;
  /** Shopify's, made of the first name. Absent: not known. */
  handle?: string;
  /** A reactivation under way: the service is `removed` still, but `live`, so that it holds the name it is to have. */
  reactivation?: {name: string; at: Date} | null;
  /** Why and when it ended past the app's own removal. */
  ended?: {at: Date; reason: ServiceEnd} | null;
  /** When the last test emails were sent, oldest first. */
  testEmails?: Date[];
  /** When mail to an address of it was last allowed again, oldest first. */
  reactivations?: Date[];
  history: (Omit<HistoryEntry, 'at'> & {at: Date})[];
  createdAt: Date;
  updatedAt: Date;
}

export const serviceIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'services',
  indexes: [
    // Shopify: names are unique in a shop whatever their case. Also what makes two people's activation of one name a single one.
    {key: {shop: 1, nameLower: 1}, name: 'one_live_name', unique: true, partialFilterExpression: {live: true}},
    {key: {shop: 1, locationId: 1}, name: 'by_location'},
  ],
};

export function services(db: Db): Collection<StoredService> {
  return db.collection<StoredService>('services');
}

/** A service of this shop, by our id.
 * @throws AppError `service_not_found`, also for a malformed id, another shop's, or one that was never finished */
export async function findService(db: Db, shop: string, id: string): Promise<StoredService> {
  const found = /^[0-9a-f]{24}$/.test(id)
    ? await services(db).findOne({_id: new ObjectId(id), shop, status: {$ne: 'activating'}})
    : null;
  if (!found) throw new AppError('service_not_found');
  return found;
}

/** Services by our id, whatever their status. */
export async function servicesById(db: Db, shop: string, ids: readonly string[]): Promise<Map<string, StoredService>> {
  const found = await services(db)
    .find({shop, _id: {$in: [...new Set(ids)].map((id) => new ObjectId(id))}})
    .toArray();
  return new Map(found.map((service) => [service._id.toHexString(), service]));
}

/** An entry of a service's history, as a MongoDB `$push`. The latest hundred are kept. */
export function historyPush(event: string, by: string, detail?: string) {
  const entry = {at: new Date(), event, by, ...(detail === undefined ? {} : {detail})};
  return {history: {$each: [entry], $slice: -100}};
}

/** The service as the API shows it.
 * @throws Error for one that is still `activating`: nobody may see it */
export function toWire(service: StoredService): Service {
  if (service.status === 'activating') throw new Error('A service is not shown before it is active.');
  return {
    id: service._id.toHexString(),
    name: service.name,
    email: service.email,
    status: service.status,
    ownedByThisApp: true,
    locationId: service.locationId,
    shopifyId: service.shopifyId,
    // A setting that is younger than the service is as it is by default.
    settings: {...defaultSettings, ...service.settings},
    createdAt: service.createdAt.toISOString(),
    updatedAt: service.updatedAt.toISOString(),
    ...(service.ended ? {ended: {at: service.ended.at.toISOString(), reason: service.ended.reason}} : {}),
  };
}
