/** Waits until every request and every notice has come to its end, or nothing moves any more. */
import {setTimeout as delay} from 'node:timers/promises';
import type {StoredNotice} from '../../core/notices/types.ts';
import {askForAdoption} from '../../core/requests/courier/lease.ts';
import type {StoredRequest} from '../../core/requests/types.ts';
import {until} from '../support/sandboxClient.ts';
import {isSettled} from './check/invariants.ts';
import {isNoticeSettled} from './check/notices.ts';
import type {ChaosWorld} from './world/start.ts';

/** Requests that stand as they are for so long are stuck, in ms; longer than any pause before another try in a run. */
const patienceMs = 150_000;
/** Where nothing moved for so long, it may be that nobody told the app of it: an hour passes. In ms. */
const quietMs = 10_000;

/** @returns how many are not settled; the merchants have tried again what failed, once */
export async function settle(world: ChaosWorld): Promise<number> {
  const {db, shops, front} = world;
  const requests = db.collection<StoredRequest>('requests');
  const notices = db.collection<StoredNotice>('notices');
  const retried = new Set<string>();
  let fewest = Number.POSITIVE_INFINITY;
  let since = performance.now();
  let isHourOver = false;
  for (;;) {
    const all = await requests
      .find({$or: [{status: {$nin: ['fulfilled', 'declined', 'cancelled']}}, {'withdrawal.settled': false}]})
      .toArray();
    const failed = all.filter((one) => one.status === 'failed' && one.failure?.retryable);
    let tried = false;
    for (const {_id, shop} of failed) {
      const id = _id.toHexString();
      if (retried.has(id)) continue;
      tried = true;
      retried.add(id);
      await shops.find(({domain}) => domain === shop)?.ask('POST', `/api/requests/${id}/retry`, {});
    }
    const waiting = await notices.find({$or: [{status: {$ne: 'sent'}}, {untold: true}]}).toArray();
    const comparing = await requests.countDocuments({
      alignDueAt: {$exists: true},
      status: {$in: ['queued', 'sent', 'confirmed', 'fulfilled']},
    });
    const unheard = await unheardOf(world);
    const left =
      unheard +
      all.filter((one) => !isSettled(one)).length +
      waiting.filter((one) => !isNoticeSettled(one)).length +
      comparing +
      front.late();
    if (left === 0 && !tried) return 0;
    if (left < fewest) {
      fewest = left;
      since = performance.now();
    }
    const stoodFor = performance.now() - since;
    if (!isHourOver && stoodFor > quietMs) {
      isHourOver = true;
      await lookAgain(world);
    }
    if (stoodFor > patienceMs) return left;
    await delay(300);
  }
}

/** How many orders were asked for in Shopify itself, and the app has not heard of it. */
async function unheardOf({db, plan, shops, orders}: ChaosWorld): Promise<number> {
  let count = 0;
  for (const {kind, shop, orders: own} of plan.calls) {
    if (kind !== 'native') continue;
    const which = {shop: shops[shop]?.domain ?? '', orderId: orders[own[0] ?? -1] ?? ''};
    if (!(await db.collection<StoredRequest>('requests').findOne(which))) count++;
  }
  return count;
}

/** As though nobody had looked for an hour: the look that comes by itself finds what the webhooks that got lost would have told. */
export async function lookAgain({db, shops}: ChaosWorld): Promise<void> {
  const requests = db.collection<StoredRequest>('requests');
  const looked = {status: {$in: ['sent' as const, 'confirmed' as const, 'fulfilled' as const]}};
  const longAgo = new Date(0);
  await requests.updateMany({...looked, alignDueAt: {$exists: false}}, {$set: {alignedAt: longAgo}});
  let asked = 1;
  for (const {domain} of shops) await askForAdoption(db, domain);
  await until(
    'the hourly look',
    async () => {
      if ((await requests.countDocuments({...looked, alignedAt: longAgo})) === 0) return true;
      // As the sweeper asks now and then; one visit takes so many of a shop, and no more.
      if (asked++ % 40 === 0) for (const {domain} of shops) await askForAdoption(db, domain);
      await delay(75);
      return false;
    },
    120_000,
  );
}
