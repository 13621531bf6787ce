/** Requests of a service none of whose addresses takes mail wait: trying would only fail. They go out once one does. */
import {ObjectId, type Db} from 'mongodb';
import type {Context} from '../../context.ts';
import {markAlert} from '../../email/alerts/store.ts';
import {blockedAmong, blockKey, noteLifted, takeTurnToAsk} from '../../email/health/blocks.ts';
import {suppressionOf} from '../../email/health/suppressions.ts';
import {AppError, errorTable} from '../../errors.ts';
import {services, type StoredService} from '../../services/store.ts';
import {notWithdrawn, requests} from '../store.ts';
import {addressesOf} from './email.ts';
import {inMs, type Round} from './round.ts';

const code = 'email_address_blocked';

/** So often they are looked at by themselves, and Postmark is asked, should its word that a block was lifted be lost. */
const againMs = 10 * 60_000;

/** Puts off what is due of services without an address that takes mail.
 * @returns the blocked addresses of the services that have something due, in lower case */
export async function holdBlocked({ctx, shop}: Round): Promise<ReadonlySet<string>> {
  const {db} = ctx;
  const due = {shop, status: 'queued' as const, dueAt: {$lte: new Date()}, ...notWithdrawn};
  const ids: string[] = await requests(db).distinct('serviceId', due);
  if (ids.length === 0) return new Set();
  const concerned = await services(db)
    .find({shop, status: 'active', _id: {$in: ids.map((id) => new ObjectId(id))}})
    .toArray();
  const blocked = new Set<string>();
  for (const service of concerned) {
    const own = await stillBlocked(ctx, addressesOf(service));
    for (const address of own) blocked.add(address);
    if (own.length < addressesOf(service).length) continue;
    const ofService = {...due, serviceId: service._id.toHexString()};
    const fresh = await requests(db).countDocuments({...ofService, waitsFor: {$exists: false}});
    if (fresh > 0) await markAlert(db, shop, ofService.serviceId);
    const now = new Date();
    const held = {
      dueAt: inMs(againMs),
      failure: {code, message: errorTable[code].message, retryable: errorTable[code].retryable},
      waitsFor: own.map((address) => blockKey(ctx.config.POSTMARK_MESSAGE_STREAM, address)),
      updatedAt: now,
    };
    const word = {at: now, event: 'waiting', by: 'app', detail: code};
    await requests(db).updateMany(
      {...ofService, 'failure.code': {$ne: code}},
      {$set: held, $push: {history: {$each: [word], $slice: -200}}},
    );
    // Held before: that is in their history.
    await requests(db).updateMany(ofService, {$set: held});
  }
  return blocked;
}

/** Those of the addresses that are blocked, in lower case; asks Postmark about those it was not asked about for long. */
export async function stillBlocked(ctx: Context, addresses: string[]): Promise<string[]> {
  const {db, config, log} = ctx;
  const known = [...(await blockedAmong(db, config.POSTMARK_MESSAGE_STREAM, addresses)).keys()];
  const blocked: string[] = [];
  for (const address of known) {
    const key = blockKey(config.POSTMARK_MESSAGE_STREAM, address);
    const askedAt = new Date();
    if (await takeTurnToAsk(db, key, againMs)) {
      try {
        if (!(await suppressionOf(config, address))) {
          await lifted(db, key, askedAt);
          continue;
        }
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        log.warn({err: error}, 'could not ask whether an address is still blocked');
      }
    }
    blocked.push(address);
  }
  return blocked;
}

/** Notes that an address takes mail again, and makes due what waits for it, whoever's it is. The sweeper has workers look at
 * the shops. @param at when that came to be; null: just now */
export async function lifted(db: Db, key: string, at: Date | null): Promise<void> {
  await noteLifted(db, key, at);
  const now = new Date();
  await requests(db).updateMany(
    {waitsFor: key, status: 'queued', 'failure.code': code},
    {$set: {dueAt: now, failure: null, updatedAt: now}, $unset: {waitsFor: ''}},
  );
}

/** Makes due what waits at a service, once its addresses are others. The caller has a worker look at the shop. */
export async function releaseBlocked(db: Db, {shop, _id}: Pick<StoredService, 'shop' | '_id'>): Promise<void> {
  const now = new Date();
  await requests(db).updateMany(
    {shop, status: 'queued', serviceId: _id.toHexString(), 'failure.code': code},
    {$set: {dueAt: now, failure: null, updatedAt: now}, $unset: {waitsFor: ''}},
  );
}
