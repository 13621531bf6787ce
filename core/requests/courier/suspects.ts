/** Requests over which a worker died, wherever in its work: they are tried in ever smaller lots, and the one that does it is set aside. */
import {errorTable} from '../../errors.ts';
import {endOf} from '../status.ts';
import {requests, type Change} from '../store.ts';
import type {StoredRequest} from '../types.ts';
import {change, maxCrashes, type Round} from './round.ts';

/** How many are taken up together that a worker has died over once; those that it was twice are taken up alone. */
const suspectsAtOnce = 7;

/**
 * Writes down who is at these requests before anything of theirs is read: what is still written so when the next worker comes,
 * its predecessor died over. Those that nobody died over go first.
 * @returns those to work on now; give them to {@link letGo} afterwards
 */
export async function takeUp(round: Round, due: readonly StoredRequest[]): Promise<StoredRequest[]> {
  const clean: StoredRequest[] = [];
  const suspects: StoredRequest[] = [];
  for (const request of due) {
    const counted = isLeft(round, request) ? await countCrash(round, request) : request;
    if (counted) (counted.crashes === 0 ? clean : suspects).push(counted);
  }
  const alone = suspects.find(({crashes}) => crashes > 1);
  const lot = suspects.filter(({crashes}) => crashes === 1).slice(0, suspectsAtOnce);
  const taken = clean.length > 0 ? clean : lot.length > 0 ? lot : alone ? [alone] : [];
  const {fence} = round.lease;
  const ids = {$in: taken.map(({_id}) => _id)};
  if (taken.length > 0) {
    await requests(round.ctx.db).updateMany(
      {_id: ids, shop: round.shop, fence: {$lte: fence}},
      {$set: {takenBy: fence, fence}},
    );
  }
  return taken;
}

/** Nobody died over these. */
export async function letGo({ctx, shop, lease}: Round, taken: readonly StoredRequest[]): Promise<void> {
  const ids = {$in: taken.map(({_id}) => _id)};
  if (taken.length > 0) {
    await requests(ctx.db).updateMany({_id: ids, shop, takenBy: lease.fence}, {$set: {takenBy: null}});
  }
}

/** An earlier worker took it up and nobody has written to it since. */
function isLeft({lease}: Round, {takenBy, fence}: StoredRequest): boolean {
  return typeof takenBy === 'number' && takenBy === fence && takenBy < lease.fence;
}

/** null: it is set aside, or another worker has it. */
async function countCrash(round: Round, request: StoredRequest): Promise<StoredRequest | null> {
  const crashes = request.crashes + 1;
  round.ctx.log.warn({request: request._id.toHexString(), crashes}, 'a worker died over a request');
  if (crashes < maxCrashes) return change(round, request, {set: {crashes, takenBy: null}, by: 'app'});
  await change(round, request, setAside(request, crashes));
  return null;
}

function setAside(request: StoredRequest, crashes: number): Change {
  const {message} = errorTable.worker_crashed;
  const code = 'worker_crashed';
  const common = {crashes, takenBy: null, dueAt: null};
  if (request.status === 'queued') {
    const failure = {code, message, retryable: true};
    return {status: endOf(request), set: {...common, failure}, by: 'app', detail: code};
  }
  const failure = {
    code,
    message:
      'The email was sent, but the items are not marked as fulfilled: that stopped three times without an answer.',
    retryable: true,
  };
  return {set: {...common, failure}, event: 'not fulfilled', by: 'app', detail: code};
}
