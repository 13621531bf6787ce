/** A change of a request, as the database is told of it: checked against the state machine. Pure. */
import type {UpdateFilter} from 'mongodb';
import type {RequestStatus} from '../wire.ts';
import {canBecome, isOpen} from './status.ts';
import type {StoredRequest} from './types.ts';

/** What a caller saw of a request before it changes it. */
export type Seen = Pick<StoredRequest, '_id' | 'shop' | 'status' | 'fence' | 'fulfillment'>;

export interface Change {
  /** The new status; checked against the state machine. Absent: it stays. */
  status?: RequestStatus;
  set?: Partial<Omit<StoredRequest, '_id' | 'shop' | 'status' | 'open' | 'history' | 'fence'>>;
  inc?: Partial<Record<'attempts' | 'crashes' | 'revision', number>>;
  /** The word in the history; absent: the new status. */
  event?: string;
  by: string;
  detail?: string;
}

/** The MongoDB update a change amounts to. @throws Error if the state machine does not allow it: a bug, not an input. */
export function updateFor(seen: Seen, change: Change, fence: number): UpdateFilter<StoredRequest> {
  const {status, set, inc, by} = change;
  const from = seen.status;
  const event = change.event ?? status;
  if (status && status !== from) {
    if (from === 'preparing' || !canBecome(from, status))
      throw new Error(`A request cannot go from ${from} to ${status}.`);
  }
  const now = new Date();
  // The items of a fulfilled request are free for others, also while its email is sent once more.
  const open = status !== undefined && isOpen(status) && !seen.fulfillment?.done;
  return {
    $set: {
      ...set,
      ...(status ? {status, open, closedAt: open ? null : now} : {}),
      updatedAt: now,
      fence,
    },
    ...(inc ? {$inc: inc} : {}),
    ...(event
      ? {
          $push: {
            history: {
              // A request that is tried for days does not grow without bound.
              $each: [{at: now, event, by, ...(change.detail ? {detail: change.detail.slice(0, 300)} : {})}],
              $slice: -200,
            },
          },
        }
      : {}),
  };
}
