/** Makes the notice that tells a service not to ship a request, or some of it. */
import type {StoredRequest, WithdrawReason} from '../requests/types.ts';
import {newNotice, noticeLine} from './newNotice.ts';
import type {StoredNotice} from './types.ts';

/** The key of the one that takes back the request as a whole. */
export const wholeKey = 'all';

/** Of a request that is taken back as a whole. */
export function cancellationOf(
  request: StoredRequest,
  {by, reason}: {by: string; reason: WithdrawReason},
): StoredNotice {
  return newCancellation(request, {key: wholeKey, by, reason, lines: request.lines.map(noticeLine), remaining: []});
}

/** @param key what it is about within the request: the same is told once */
export function newCancellation(
  request: StoredRequest,
  what: Pick<StoredNotice, 'key' | 'reason' | 'lines' | 'remaining'> & {by: string},
): StoredNotice {
  const {by, ...about} = what;
  return newNotice(request, {kind: 'cancellation', ...about}, by);
}
