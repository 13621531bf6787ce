/** Carries a shop's removals on, step by step, for a bounded time. What a dead worker left is carried on by the next. */
import {setTimeout as delay} from 'node:timers/promises';
import type {UpdateFilter} from 'mongodb';
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import {toAppError} from '../toAppError.ts';
import {heldShops, LeaseLost} from '../requests/courier/lease.ts';
import {inMs} from '../requests/courier/round.ts';
import {underLease} from '../requests/courier/underLease.ts';
import {findDueRejoin, joinRates, shopsWithRejoins} from '../services/reactivation/joinRates.ts';
import type {RemovalPhase} from '../wire.ts';
import {endRemoval, noteService} from './end.ts';
import {activate} from './phases/activate.ts';
import {check} from './phases/check.ts';
import {remove} from './phases/delete.ts';
import {list} from './phases/list.ts';
import {orders} from './phases/orders.ts';
import {profiles} from './phases/profiles.ts';
import {takeBack} from './phases/requests.ts';
import {restore} from './phases/restore.ts';
import {stock} from './phases/stock.ts';
import {removals, type StoredRemoval} from './store.ts';
import {countDone, writeRemoval, type Changes, type Outcome, type Step, type Work} from './work.ts';

const steps: Record<RemovalPhase, Step> = {
  list,
  requests: takeBack,
  activate,
  orders,
  stock,
  profiles,
  delete: remove,
  check,
  restore,
};

/** Steps that fail one after another until a person has to look; with the pauses between them, about an hour and a half. */
const maxTries = 20;
/** The first pause after a failure, doubled with each further one, and the longest; ms. */
const firstPauseMs = 500;
const longestPauseMs = 300_000;
/** Who waits no longer than this stays, rather than leave it to the sweeper. */
const stayMs = 5000;

/**
 * Rates that a service which came back is to offer again are the same worker's: they are few calls, and go first.
 * @param deliver has a courier look at the shop's requests, which are taken back
 * @param signal stops after the step under way (the process is asked to end)
 * @returns whether there is more to do: the caller then comes again in a new job
 */
export async function runRemovals(
  ctx: Context,
  shop: string,
  deliver: () => Promise<void>,
  signal?: AbortSignal,
): Promise<{more: boolean}> {
  const admin = ctx.admin(shop);
  return underLease(ctx, {shop, kind: 'removers', signal}, async (lease, isOver) => {
    const rejoin = await findDueRejoin(ctx, shop);
    if (rejoin && isOver()) return 'over';
    if (rejoin) {
      await joinRates(ctx, lease, rejoin);
      return 'worked';
    }
    const removal = await removals(ctx.db).findOne(
      {shop, open: true, status: {$in: ['queued', 'running', 'cancelling']}, dueAt: {$lte: inMs(stayMs)}},
      {sort: {dueAt: 1}},
    );
    if (!removal) return 'idle';
    if (isOver()) return 'over';
    const pause = removal.dueAt.getTime() - Date.now();
    if (pause > 0) await delay(pause, undefined, signal ? {signal} : {}).catch(() => undefined);
    else await carryOn({ctx, admin, lease, removal, deliver});
    return 'worked';
  });
}

/** Shops with a removal, or rates to offer again, that are due and no worker at it: for the sweeper. */
export async function shopsWithRemovals({db}: Pick<Context, 'db'>): Promise<string[]> {
  const due = await removals(db).distinct('shop', {
    open: true,
    status: {$in: ['queued', 'running', 'cancelling']},
    dueAt: {$lte: new Date()},
  });
  const held = await heldShops(db, 'removers');
  return [...new Set([...due, ...(await shopsWithRejoins({db}))])].filter((shop) => !held.has(shop));
}

async function carryOn(seen: Work): Promise<void> {
  seen.lease.assertHeld();
  const removal = await begin(seen);
  // Cancelled or taken over meanwhile.
  if (!removal) return;
  const work = {...seen, removal};
  if (removal.tries > maxTries) {
    const {code, message} = new AppError('internal');
    return finish(work, {end: 'attention', waiting: removal.waiting ?? {code, message}});
  }
  try {
    await noteService(work);
    await finish(work, await steps[removal.phase](work));
  } catch (thrown) {
    if (thrown instanceof LeaseLost) throw thrown;
    const error = toAppError(thrown);
    if (!(thrown instanceof AppError)) {
      seen.ctx.log.error(
        {err: thrown, removal: removal._id.toHexString(), phase: removal.phase},
        'removal step failed',
      );
    }
    await later(work, error);
  }
}

/** Counts the try before it is made: also a worker that dies of it counts. */
function begin(work: Work): Promise<StoredRemoval | null> {
  const {removal, lease} = work;
  const status = removal.status === 'queued' ? ('running' as const) : removal.status;
  const now = new Date();
  return writeRemoval(work, {
    $set: {
      status,
      fence: lease.fence,
      updatedAt: now,
      ...(removal.status === 'queued' ? {paceFrom: {at: now, done: doneOf(removal)}} : {}),
    },
    $inc: {tries: 1},
  });
}

const doneOf = ({counts}: StoredRemoval) => Object.values(counts).reduce((sum, {done}) => sum + done, 0);

async function finish(work: Work, outcome: Outcome): Promise<void> {
  if ('end' in outcome) return endRemoval(work, outcome.end, outcome.waiting ?? null);
  const now = new Date();
  const changes: Changes = 'again' in outcome ? outcome.again : (outcome.set ?? {});
  const counts = {...(await countDone(work)), ...(changes.counts ? {requests: changes.counts.requests} : {})};
  const common = {...changes, counts, tries: 0, updatedAt: now};
  const update: UpdateFilter<StoredRemoval> =
    'next' in outcome
      ? {
          $set: {
            ...common,
            phase: outcome.next,
            stage: null,
            cursor: null,
            dueAt: now,
            waiting: null,
            paceFrom: {at: now, done: sumOf(counts)},
          },
          $push: {history: {at: now, event: outcome.next, by: 'app'}},
        }
      : 'waitMs' in outcome
        ? {$set: {...common, dueAt: inMs(outcome.waitMs), waiting: outcome.waiting ?? null}}
        : {$set: {...common, dueAt: now, waiting: null}};
  await writeRemoval(work, update);
}

const sumOf = (counts: StoredRemoval['counts']) => Object.values(counts).reduce((sum, {done}) => sum + done, 0);

/** Put off, with the reason. What trying again does not mend (the app is not connected, a permission is missing) waits longer. */
async function later(work: Work, {code, message, retryable, retryAfterMs}: AppError): Promise<void> {
  const {removal, ctx} = work;
  ctx.log.warn(
    {removal: removal._id.toHexString(), phase: removal.phase, code, tries: removal.tries},
    'removal put off',
  );
  const pause = retryable ? Math.min(longestPauseMs, firstPauseMs * 2 ** (removal.tries - 1)) : longestPauseMs / 5;
  await writeRemoval(work, {
    $set: {dueAt: inMs(Math.max(retryAfterMs ?? 0, pause)), waiting: {code, message}, updatedAt: new Date()},
  });
}
