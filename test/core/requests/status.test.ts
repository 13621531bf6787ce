/** The state machine: which status may follow which, and which ones hold their lines. */
import {describe, expect, it} from 'vitest';
import {allStatuses, canBecome, isOpen} from '../../../core/requests/status.ts';

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
  });
});
