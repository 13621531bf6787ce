/** One run: start, break, mend, wait, check. */
import {setTimeout as delay} from 'node:timers/promises';
import {readFacts, type Facts} from './check/facts.ts';
import {callViolations, emailViolations, fulfillmentViolations, unsettled, type Violation} from './check/invariants.ts';
import {noticeViolations} from './check/notices.ts';
import {searchForPrivateData, type Searched} from './check/privacy.ts';
import {carryOutChange, type ChangeRecord} from './people/changes.ts';
import {carryOut, type CallRecord} from './people/staff.ts';
import type {Plan} from './plan/plan.ts';
import {lookAgain, settle} from './settle.ts';
import {Breaker} from './world/breaker.ts';
import {databaseAway, killOnlyWorker, type Recovery} from './world/drills.ts';
import type {Ended} from './world/fleet.ts';
import type {Front} from './world/front.ts';
import {startWorld, type ChaosWorld} from './world/start.ts';

export interface ChaosResult {
  plan: Plan;
  facts: Facts;
  violations: Violation[];
  ended: Ended[];
  searched: Searched;
  done: {kills: number; freezes: number; webhooks: Front['webhooks']};
  /** From the end of the last fault, in ms. */
  recovery: {mendedAt: number; lastEmailAt: number; toLastEmailMs: number; toSettledMs: number; drills: Recovery[]};
}

/** Whoever has no answer so long after the last fault never gets one, in ms: longer than a key whose call was cut off is kept. */
const clicksAfterMs = 120_000;

/** @param say told what happens at the moment */
export async function runChaos(plan: Plan, say: (line: string) => void): Promise<ChaosResult> {
  say(`seed ${plan.options.seed}: starting`);
  const world = await startWorld(plan);
  try {
    return await run(world, say);
  } finally {
    await world.close();
  }
}

async function run(world: ChaosWorld, say: (line: string) => void): Promise<ChaosResult> {
  const {plan, fleet, front, sandbox, wire, warehouse} = world;
  const {options} = plan;
  const clicks = new AbortController();
  const breaker = new Breaker({fleet, wire, shopify: sandbox.shopify, postmark: sandbox.postmark});
  say(
    `${plan.orders.length} orders, ${plan.calls.length} calls, ${plan.changes.length} changes, ${plan.episodes.length} faults in ${options.seconds} s`,
  );
  const clicking = click(world, clicks.signal);
  const changing = change(world, clicks.signal);
  await breaker.run(plan.episodes);
  front.calm();
  const mended = Date.now();
  say('everything is whole again');
  const stopClicking = setTimeout(() => clicks.abort(), clicksAfterMs);
  const calls = await clicking;
  const changes = await changing;
  clearTimeout(stopClicking);
  const drills: Recovery[] = [];
  await settle(world);
  say('an hour later: what webhooks did not tell is found');
  await lookAgain(world);
  await settle(world);
  const toSettledMs = Date.now() - mended;
  const last = Math.max(mended, ...warehouse.emails.map(({at}) => at));
  if (options.drills) {
    say('measuring recovery');
    drills.push(await killOnlyWorker(world));
    drills.push(await databaseAway(world, options.awaySeconds));
    await settle(world);
  }
  say('looking at what became of it');
  const facts = await readFacts(world, [...calls, ...drills.flatMap((one) => one.calls)], changes);
  // Those that were killed in the drills come up meanwhile.
  await fleet.stop();
  const searched = await searchForPrivateData(world.db, fleet.logFiles, forbidden(world));
  return {
    plan,
    facts,
    ended: fleet.ended,
    searched,
    violations: [
      ...emailViolations(facts),
      ...fulfillmentViolations(facts),
      ...unsettled(facts),
      ...noticeViolations(facts),
      ...callViolations(facts),
      ...searched.violations,
      ...fleet.ended.map(({name, how}) => ({what: `${name} ended by itself: ${how}`})),
    ],
    done: {...fleet.done, webhooks: front.webhooks},
    recovery: {mendedAt: mended, lastEmailAt: last, toLastEmailMs: last - mended, toSettledMs, drills},
  };
}

/** Everyone clicks when the plan says so; the rest of a line is asked for once its part is answered. */
async function click({plan, shops, orders}: ChaosWorld, until: AbortSignal): Promise<CallRecord[]> {
  const parts = new Map<number, Promise<CallRecord>>();
  const began = performance.now();
  return Promise.all(
    plan.calls.map((call) => {
      const carry = async (): Promise<CallRecord> => {
        await delay(Math.max(0, call.atMs - (performance.now() - began)));
        if (call.kind === 'rest') await parts.get(call.orders[0] ?? -1);
        const shop = shops[call.shop];
        if (!shop) throw new Error('There is no shop.');
        return carryOut(call, {shop, orders, until});
      };
      const record = carry();
      if (call.kind === 'part') parts.set(call.orders[0] ?? -1, record);
      return record;
    }),
  );
}

/** Merchants think better of it when the plan says so. */
function change({plan, shops, orders, db, warehouse, people}: ChaosWorld, until: AbortSignal): Promise<ChangeRecord[]> {
  const began = performance.now();
  return Promise.all(
    plan.changes.map(async (one) => {
      await delay(Math.max(0, one.atMs - (performance.now() - began)));
      const [shop, order] = [shops[one.shop], orders[one.order]];
      if (!shop || order === undefined) throw new Error('There is no such order.');
      return carryOutChange(one, {shop, order, db, warehouse, people, until});
    }),
  );
}

function forbidden({people, sandbox}: ChaosWorld): Map<string, string> {
  const {SHOPIFY_API_SECRET, POSTMARK_SERVER_TOKEN, ENCRYPTION_KEY} = sandbox.env;
  return new Map(
    [
      ...people.markers.map((marker) => [marker, 'a customer’s data']),
      [SHOPIFY_API_SECRET, 'the app’s secret'],
      [POSTMARK_SERVER_TOKEN, 'the Postmark token'],
      [ENCRYPTION_KEY, 'the encryption key'],
    ].filter((entry): entry is [string, string] => Boolean(entry[0])),
  );
}
