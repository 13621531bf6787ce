/** A run can be repeated: the same seed makes the same plan, and every plan breaks every kind of thing. */
import {expect, it} from 'vitest';
import {readOptions} from './plan/options.ts';
import {describePlan, makePlan} from './plan/plan.ts';

const planOf = (...args: string[]) => makePlan(readOptions(args).options);

it('the same seed makes the same plan, another seed another', () => {
  expect(planOf('--seed', '7', '--requests', '500')).toEqual(planOf('--seed', '7', '--requests', '500'));
  expect(describePlan(planOf('--seed', '8'))).not.toBe(describePlan(planOf('--seed', '7')));
});

it.each([1, 2, 3, 4, 5])(
  'seed %i breaks something of every kind, asks in every way, and changes everything',
  (seed) => {
    const {episodes, calls, changes} = planOf('--seed', String(seed), '--requests', '200');
    const kinds = new Set(episodes.map(({what}) => ('process' in what ? `${what.kind} ${what.process}` : what.kind)));
    expect([...kinds].toSorted()).toEqual([
      'account',
      'database',
      'freeze web',
      'freeze worker',
      'kill web',
      'kill worker',
      'postmark',
      'search',
      'shopify',
    ]);
    expect(new Set(calls.map(({kind}) => kind)).size).toBe(7);
    expect(new Set(changes.map(({kind}) => kind)).size).toBe(5);
    expect(new Set(changes.map(({order}) => order)).size).toBe(changes.length);
  },
);

it('says which option it cannot read', () => {
  expect(() => readOptions(['--seed', 'one'])).toThrow('--seed takes a whole number.');
});
