/** What a change of a request is to the database: checked against the state machine, with its lines held or free, and its history. */
import {ObjectId} from 'mongodb';
import {afterEach, beforeEach, describe, expect, it, vi} from 'vitest';
import {updateFor, type Seen} from '../../../core/requests/change.ts';

const now = new Date(Date.UTC(2026, 0, 2));
beforeEach(() => {
  vi.useFakeTimers({now});
});
afterEach(() => {
  vi.useRealTimers();
});

const seen = (status: Seen['status'], fulfillment: Seen['fulfillment'] = null): Seen => ({
  _id: new ObjectId(),
  shop: 'a.myshopify.com',
  status,
  fence: 1,
  fulfillment,
});
const entry = (event: string, more: object = {}) => ({
  history: {$each: [{at: now, event, by: 'app', ...more}], $slice: -200},
});

describe('a change of status', () => {
  it('is refused where the state machine does not know it', () => {
    expect(() => updateFor(seen('cancelled'), {status: 'queued', by: 'app'}, 2)).toThrow(
      'A request cannot go from cancelled to queued.',
    );
    expect(() => updateFor(seen('preparing'), {status: 'queued', by: 'app'}, 2)).toThrow(
      'A request cannot go from preparing to queued.',
    );
  });

  it('to an open one holds the lines', () => {
    expect(updateFor(seen('queued'), {status: 'sending', by: 'app'}, 2)).toEqual({
      $set: {status: 'sending', open: true, closedAt: null, updatedAt: now, fence: 2},
      $push: entry('sending'),
    });
  });

  it('to a closed one frees the lines, and says since when', () => {
    expect(updateFor(seen('queued'), {status: 'failed', by: 'app'}, 2)).toEqual({
      $set: {status: 'failed', open: false, closedAt: now, updatedAt: now, fence: 2},
      $push: entry('failed'),
    });
  });

  it('of a fulfilled request that is only sent once more holds no lines', () => {
    const done = {intentAt: now, id: null, done: true};
    expect(updateFor(seen('fulfilled', done), {status: 'queued', by: 'app'}, 2)).toMatchObject({
      $set: {status: 'queued', open: false, closedAt: now},
    });
    expect(updateFor(seen('queued', {...done, done: false}), {status: 'sending', by: 'app'}, 2)).toMatchObject({
      $set: {open: true, closedAt: null},
    });
  });

  it('to the same status is none that has to be allowed', () => {
    expect(updateFor(seen('cancelled'), {status: 'cancelled', by: 'app'}, 2)).toMatchObject({
      $set: {status: 'cancelled', open: false},
    });
  });
});

describe('a change without a status', () => {
  it('leaves the status and the lines as they are, and the history too', () => {
    const dueAt = new Date(0);
    expect(updateFor(seen('queued'), {set: {dueAt}, by: 'app'}, 7)).toEqual({
      $set: {dueAt, updatedAt: now, fence: 7},
    });
  });

  it('is possible while the request is being prepared', () => {
    expect(updateFor(seen('preparing'), {by: 'app'}, 1)).toEqual({$set: {updatedAt: now, fence: 1}});
  });
});

describe('the history', () => {
  it('takes the event’s own word instead of the status, and what is said of it, cut short', () => {
    const change = {status: 'queued' as const, event: 'retried', by: 'app', detail: 'x'.repeat(400)};
    expect(updateFor(seen('failed'), change, 2)).toMatchObject({
      $push: entry('retried', {detail: 'x'.repeat(300)}),
    });
    expect(updateFor(seen('sent'), {event: 'not fulfilled', by: 'app'}, 2)).toMatchObject({
      $push: entry('not fulfilled'),
    });
  });

  it('has no detail where there is none', () => {
    for (const detail of [undefined, '']) {
      const change = {event: 'accepted', by: 'app', ...(detail === undefined ? {} : {detail})};
      expect(updateFor(seen('queued'), change, 2).$push).toEqual(entry('accepted'));
    }
  });
});

it('counts', () => {
  expect(updateFor(seen('queued'), {inc: {attempts: 1}, by: 'app'}, 2)).toEqual({
    $set: {updatedAt: now, fence: 2},
    $inc: {attempts: 1},
  });
});
