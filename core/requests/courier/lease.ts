/** One worker at a time works for a shop: a lease in MongoDB with a rising fence number. */
import {randomUUID} from 'node:crypto';
import type {Collection, Db, IndexDescription} from 'mongodb';
import type {Logger} from '../../logger.ts';
import {databaseNow} from '../../mongo/clock.ts';
import {isDuplicateKey} from '../idempotency.ts';

interface StoredLease {
  /** The shop. */
  _id: string;
  holder: string | null;
  fence: number;
  until: Date;
  /** Somebody asked while it was held: look once more before letting go. */
  marked: boolean;
  /** Requests may have been made in Shopify itself: look for them. */
  adopt?: boolean;
  /** When they were looked for last. */
  adoptedAt?: Date;
}

export const leaseIndexes: {collection: string; indexes: IndexDescription[]} = {
  collection: 'couriers',
  indexes: [
    {key: {until: 1}, name: 'held'},
    {key: {adopt: 1, adoptedAt: 1}, name: 'to_adopt'},
  ],
};

/** What is worked on under a lease, as the collection of its leases: requests and assignments of a shop keep apart. */
export type LeaseKind = 'couriers' | 'assigners' | 'removers';

const leases = (db: Db, kind: LeaseKind = 'couriers'): Collection<StoredLease> => db.collection<StoredLease>(kind);

/** Thrown where a worker finds that its hold has run out: it must neither write nor call the outside any more. */
export class LeaseLost extends Error {
  constructor(shop: string) {
    super(`The lease on ${shop} has run out.`);
    this.name = 'LeaseLost';
  }
}

export class Lease {
  readonly fence: number;
  readonly #db: Db;
  readonly #kind: LeaseKind;
  readonly #shop: string;
  readonly #holder: string;
  readonly #ms: number;
  /** On this process's monotonic clock, counted from before the database was asked: never later than the database thinks. */
  #heldUntil: number;
  readonly #heartbeat: NodeJS.Timeout;

  constructor(
    {db, log, kind, ms}: {db: Db; log: Logger; kind: LeaseKind; ms: number},
    stored: StoredLease,
    holder: string,
    askedAt: number,
  ) {
    this.#db = db;
    this.#kind = kind;
    this.#shop = stored._id;
    this.#holder = holder;
    this.fence = stored.fence;
    this.#ms = ms;
    this.#heldUntil = askedAt + ms;
    this.#heartbeat = setInterval(() => {
      this.#renew().catch((error: unknown) => log.warn({err: error, shop: this.#shop}, 'lease not renewed'));
    }, ms / 3);
    this.#heartbeat.unref();
  }

  /** Whether this worker still holds the shop; asked right before each outside call, with no await between. */
  readonly isHeld = (): boolean => {
    // A process that was frozen wakes up here with its clock far ahead.
    return performance.now() < this.#heldUntil;
  };

  /** @throws LeaseLost */
  assertHeld(): void {
    if (!this.isHeld()) throw new LeaseLost(this.#shop);
  }

  async #renew(): Promise<void> {
    const askedAt = performance.now();
    const mine = {_id: this.#shop, holder: this.#holder, fence: this.fence};
    const {matchedCount} = await leases(this.#db, this.#kind).updateOne(mine, {
      $set: {until: await untilIn(this.#db, this.#ms)},
    });
    if (matchedCount === 1) this.#heldUntil = askedAt + this.#ms;
  }

  /** Lets go, unless somebody left a mark. @returns false: the lease is still held and there may be more to do */
  async release(): Promise<boolean> {
    const mine = {_id: this.#shop, holder: this.#holder, fence: this.fence};
    const {matchedCount} = await leases(this.#db, this.#kind).updateOne(
      {...mine, marked: false},
      {$set: {holder: null, until: new Date(0)}},
    );
    if (matchedCount === 0) {
      const marked = await leases(this.#db, this.#kind).updateOne(mine, {$set: {marked: false}});
      if (marked.matchedCount === 1) return false;
    }
    this.stop();
    return true;
  }

  /** Lets go whatever was asked. */
  async abandon(): Promise<void> {
    this.stop();
    const mine = {_id: this.#shop, holder: this.#holder, fence: this.fence};
    await leases(this.#db, this.#kind).updateOne(mine, {$set: {holder: null, until: new Date(0), marked: false}});
  }

  stop(): void {
    clearInterval(this.#heartbeat);
    this.#heldUntil = 0;
  }
}

// The database's clock decides when a lease ends, so that workers whose clocks differ agree.
const untilIn = async (db: Db, ms: number) => new Date((await databaseNow(db)).getTime() + ms);

/**
 * Takes a shop's lease.
 * @param ms how long it lasts without a sign of life
 * @returns null if another worker holds it: that one was told to look once more before it lets go
 */
export async function acquireLease(
  db: Db,
  log: Logger,
  shop: string,
  ms: number,
  kind: LeaseKind = 'couriers',
): Promise<Lease | null> {
  const holder = randomUUID();
  // Twice: between a refusal and the mark the holder may have let go.
  for (let attempt = 0; attempt < 3; attempt++) {
    const askedAt = performance.now();
    const now = await databaseNow(db);
    const stored = await leases(db, kind).findOneAndUpdate(
      {_id: shop, until: {$lte: now}},
      {$set: {holder, until: await untilIn(db, ms), marked: false}, $inc: {fence: 1}},
      {returnDocument: 'after'},
    );
    if (stored) return new Lease({db, log, kind, ms}, stored, holder, askedAt);
    const marked = await leases(db, kind).updateOne({_id: shop, until: {$gt: now}}, {$set: {marked: true}});
    if (marked.matchedCount === 1) return null;
    await leases(db, kind)
      .insertOne({_id: shop, holder: null, fence: 0, until: new Date(0), marked: false})
      .catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
      });
  }
  return null;
}

/** Has the next courier look for requests made in Shopify itself. */
export async function askForAdoption(db: Db, shop: string): Promise<void> {
  await leases(db).updateOne(
    {_id: shop},
    {$set: {adopt: true}, $setOnInsert: {holder: null, fence: 0, until: new Date(0), marked: false}},
    {upsert: true},
  );
}

/** Nobody looks for them any more: the shop has removed the app. */
export async function forgetAdoption(db: Db, shop: string): Promise<void> {
  await leases(db).updateOne({_id: shop}, {$set: {adopt: false}, $unset: {adoptedAt: ''}});
}

/** Whether somebody asked for that since the last time. */
export async function takeAdoption(db: Db, shop: string): Promise<boolean> {
  const {matchedCount} = await leases(db).updateOne(
    {_id: shop, adopt: true},
    {$set: {adopt: false, adoptedAt: new Date()}},
  );
  return matchedCount === 1;
}

/**
 * Shops to look into for requests made in Shopify itself: somebody said so, or nobody has looked for long. Webhooks and
 * callbacks get lost.
 * @param everyMs how often at least
 */
export async function shopsToAdoptFor(db: Db, everyMs: number): Promise<string[]> {
  const longAgo = new Date(Date.now() - everyMs);
  await leases(db).updateMany({adopt: {$ne: true}, adoptedAt: {$lt: longAgo}}, {$set: {adopt: true}});
  const asked = await leases(db)
    .find({adopt: true}, {projection: {_id: 1}})
    .toArray();
  return asked.map(({_id}) => _id);
}

/** Shops whose lease is alive: a worker is busy with them. */
export async function heldShops(db: Db, kind: LeaseKind = 'couriers'): Promise<Set<string>> {
  const held = await leases(db, kind)
    .find({until: {$gt: await databaseNow(db)}}, {projection: {_id: 1}})
    .toArray();
  return new Set(held.map(({_id}) => _id));
}
