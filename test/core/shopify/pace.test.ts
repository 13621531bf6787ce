/** How long calls wait for a shop's cost bucket. */
import {beforeEach, describe, expect, it} from 'vitest';
import {createPace, type Pace} from '../../../core/shopify/pace.ts';

const shop = 'a.myshopify.com';
let clock = 0;
let pace: Pace;
beforeEach(() => {
  clock = 1000;
  pace = createPace(() => clock);
});

const learn = (currentlyAvailable: number) =>
  pace.learn(shop, {maximumAvailable: 2000, currentlyAvailable, restoreRate: 100});

describe('the pace of a shop', () => {
  it('lets everything through before it knows the bucket', () => {
    expect(pace.reserve(shop, 5000).waitMs).toBe(0);
    expect(pace.maximum(shop)).toBeNull();
  });

  it('waits until the bucket covers the call', () => {
    learn(40);
    expect(pace.maximum(shop)).toBe(2000);
    expect(pace.reserve(shop, 140).waitMs).toBe(1000);
  });

  it('counts what was restored meanwhile, up to a full bucket', () => {
    learn(0);
    clock += 1500;
    expect(pace.reserve(shop, 150).waitMs).toBe(0);
    clock += 3_600_000;
    expect(pace.reserve(shop, 2000).waitMs).toBe(0);
    expect(pace.reserve(shop, 100).waitMs).toBe(1000);
  });

  it('lets calls that come together wait for one another', () => {
    learn(100);
    expect([1, 2, 3].map(() => pace.reserve(shop, 100).waitMs)).toEqual([0, 1000, 2000]);
  });

  it('sets aside what is on its way when an answer tells the count', () => {
    learn(1000);
    const first = pace.reserve(shop, 300);
    pace.reserve(shop, 200);
    first.end();
    learn(900);
    expect(pace.reserve(shop, 701).waitMs).toBe(10);
  });

  it('gives back the points of a call that was never sent', () => {
    learn(100);
    pace.reserve(shop, 100).end('unsent');
    expect(pace.reserve(shop, 100).waitMs).toBe(0);
  });

  it('does not wait for more than the bucket holds', () => {
    learn(2000);
    expect(pace.reserve(shop, 9000).waitMs).toBe(0);
  });

  it('keeps shops apart', () => {
    learn(0);
    expect(pace.reserve('b.myshopify.com', 100).waitMs).toBe(0);
  });

  it('remembers the shops that were heard of last', () => {
    learn(0);
    for (let index = 0; index < 2500; index += 1) {
      pace.learn(`s${index}.myshopify.com`, {maximumAvailable: 1, currentlyAvailable: 1, restoreRate: 1});
    }
    expect(pace.maximum(shop)).toBeNull();
    expect(pace.maximum('s2499.myshopify.com')).toBe(1);
  });
});
