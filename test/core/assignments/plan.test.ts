/** Which inventory levels an assignment switches. */
import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {cutToggles, planToggles, type Target} from '../../../core/assignments/plan.ts';

const at = (number: number) => `gid://shopify/Location/${number}`;
const level = (number: number) => ({locationId: at(number), name: `L${number}`, available: 0});
const ours = new Set(['1', '2']);

describe('planning an assignment', () => {
  it('stocks at the service first, and unstocks everywhere else', () => {
    expect(planToggles([level(3), level(2)], {kind: 'service', locationId: at(1)}, ours)).toEqual([
      {locationId: at(1), activate: true},
      {locationId: at(3), activate: false},
      {locationId: at(2), activate: false},
    ]);
  });

  it('goes to the fallback only from nowhere else', () => {
    const target: Target = {kind: 'merchant', fallbackLocationId: at(9)};
    expect(planToggles([level(1)], target, ours)).toEqual([
      {locationId: at(9), activate: true},
      {locationId: at(1), activate: false},
    ]);
    expect(planToggles([level(1), level(2), level(3)], target, ours)).toEqual([
      {locationId: at(1), activate: false},
      {locationId: at(2), activate: false},
    ]);
    expect(planToggles([level(3)], target, ours)).toEqual([]);
    expect(planToggles([], target, ours)).toEqual([]);
  });

  it('refuses to leave a variant without a place', () => {
    expect(() => planToggles([level(1)], {kind: 'merchant', fallbackLocationId: null}, ours)).toThrow(
      expect.objectContaining({code: 'last_location'}),
    );
  });

  it('never leaves a stocked variant without a place, after any part, and is done after one run', () => {
    const numbers = fc.uniqueArray(fc.integer({min: 1, max: 600}), {maxLength: 600});
    const target = fc.oneof(
      fc.integer({min: 1, max: 2}).map((number): Target => ({kind: 'service', locationId: at(number)})),
      fc.constant<Target>({kind: 'merchant', fallbackLocationId: at(9)}),
    );
    fc.assert(
      fc.property(numbers, target, (stocked, wanted) => {
        const places = new Set(stocked.map(at));
        const parts = cutToggles(planToggles(stocked.map(level), wanted, ours));
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(250);
          for (const {locationId, activate} of part) {
            if (activate) places.add(locationId);
            else places.delete(locationId);
          }
          expect(places.size).toBeGreaterThan(0);
        }
        const now = [...places].map((locationId) => ({locationId, name: '', available: 0}));
        expect(planToggles(now, wanted, ours)).toEqual([]);
      }),
      {numRuns: 200},
    );
  });
});
