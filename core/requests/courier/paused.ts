/** Requests of a paused service wait: they neither fail nor use up their tries, and go out once it is resumed. */
import type {Context} from '../../context.ts';
import {refusalOf} from '../../services/refusal.ts';
import {services, type StoredService} from '../../services/store.ts';
import {requests} from '../store.ts';
import {inMs, type Round} from './round.ts';

/** They are looked at again so often by themselves, should the word that the service was resumed be lost. */
const againMs = 60_000;

/** Puts off what is due of paused services. */
export async function holdPaused({ctx, shop}: Round): Promise<void> {
  const paused = await services(ctx.db).find({shop, status: 'paused'}).toArray();
  for (const service of paused) {
    const refusal = refusalOf(service);
    if (!refusal) continue;
    await requests(ctx.db).updateMany(
      {shop, status: 'queued', serviceId: service._id.toHexString(), dueAt: {$lte: new Date()}},
      {$set: {dueAt: inMs(againMs), failure: {...refusal, retryable: false}, updatedAt: new Date()}},
    );
  }
}

/** Makes what waited for a service due, once that is resumed. The caller has a worker look at the shop. */
export async function releasePaused(
  {db}: Pick<Context, 'db'>,
  {shop, _id}: Pick<StoredService, 'shop' | '_id'>,
): Promise<void> {
  const now = new Date();
  await requests(db).updateMany(
    {shop, status: 'queued', serviceId: _id.toHexString(), 'failure.code': 'service_not_active'},
    {$set: {dueAt: now, failure: null, updatedAt: now}},
  );
}
