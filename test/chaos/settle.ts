/** Waits until every request has come to its end, or nothing moves any more. */
import {setTimeout as delay} from 'node:timers/promises';
import type {StoredRequest} from '../../core/requests/types.ts';
import {isSettled} from './check/invariants.ts';
import type {ChaosWorld} from './world/start.ts';

/** Requests that stand as they are for so long are stuck, in ms; longer than any pause before another try in a run. */
const patienceMs = 150_000;

/** @returns how many are not settled; the merchants have tried again what failed, once */
export async function settle({db, shops}: ChaosWorld): Promise<number> {
  const requests = db.collection<StoredRequest>('requests');
  const retried = new Set<string>();
  let fewest = Number.POSITIVE_INFINITY;
  let since = performance.now();
  for (;;) {
    const all = await requests.find({status: {$nin: ['fulfilled', 'declined', 'cancelled']}}).toArray();
    const failed = all.filter((one) => one.status === 'failed' && one.failure?.retryable);
    let tried = false;
    for (const {_id, shop} of failed) {
      const id = _id.toHexString();
      if (retried.has(id)) continue;
      tried = true;
      retried.add(id);
      await shops.find(({domain}) => domain === shop)?.ask('POST', `/api/requests/${id}/retry`, {});
    }
    const left = all.filter((one) => !isSettled(one)).length;
    if (left === 0 && !tried) return 0;
    if (left < fewest) {
      fewest = left;
      since = performance.now();
    }
    if (performance.now() - since > patienceMs) return left;
    await delay(300);
  }
}
