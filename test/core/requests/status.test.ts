/** The state machine: which status may follow which, and which ones hold their lines. */
import {describe, expect, it} from 'vitest';
import {allStatuses, canBecome, endOf, isOpen, openStatuses} from '../../../core/requests/status.ts';

describe('the state machine of a fulfillment request', () => {
  it('reaches every status from queued, but never by an impossible step', () => {
    const reached = new Set(['queued']);
    for (let size = 0; size !== reached.size;) {
      size = reached.size;
      for (const from of allStatuses) {
        if (reached.has(from)) for (const to of allStatuses) if (canBecome(from, to)) reached.add(to);
      }
    }
    expect([...reached].toSorted()).toEqual(allStatuses.toSorted());
  });

  // The design's picture, and what is beside it: whoever changes a step changes it here, and says so.
  it.each([
    ['queued', ['sending', 'fulfilled', 'failed', 'cancelled']],
    ['sending', ['queued', 'unknown', 'sent', 'fulfilled', 'failed']],
    ['unknown', ['queued', 'sent', 'fulfilled', 'failed', 'cancelled']],
    ['sent', ['queued', 'confirmed', 'fulfilled', 'declined', 'failed', 'cancelled']],
    ['confirmed', ['fulfilled', 'failed', 'cancelled']],
    ['fulfilled', ['queued', 'cancelled']],
    ['declined', ['cancelled']],
    ['failed', ['queued', 'cancelled']],
    ['cancelled', []],
  ] as const)('goes on from %s to these alone', (from, to) => {
    const next = [...allStatuses].filter((one) => canBecome(from, one));
    expect(next.toSorted()).toEqual([...to].toSorted());
  });

  it.each([
    // Never "fulfilled but unsent": only what was sent, confirmed, or fulfilled before and sent once more, ends so.
    ['failed', 'fulfilled'],
    ['failed', 'sent'],
    ['queued', 'sent'],
    ['cancelled', 'queued'],
    ['declined', 'queued'],
    ['unknown', 'sending'],
    ['sent', 'sending'],
  ] as const)('never goes from %s to %s', (from, to) => {
    expect(canBecome(from, to)).toBe(false);
  });

  it('holds its lines until it is fulfilled, declined, failed or cancelled', () => {
    expect(allStatuses.filter((status) => !isOpen(status))).toEqual(['fulfilled', 'declined', 'failed', 'cancelled']);
    expect(openStatuses).toEqual(['queued', 'sending', 'unknown', 'sent', 'confirmed']);
  });

  it('ends as failed what cannot be sent, unless it is fulfilled already', () => {
    expect(endOf({fulfillment: null})).toBe('failed');
    expect(endOf({fulfillment: {done: false}})).toBe('failed');
    expect(endOf({fulfillment: {done: true}})).toBe('fulfilled');
  });
});
