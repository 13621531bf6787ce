/** What was chosen for variants, and what saving it would mean. */
import {expect, test} from 'vitest';
import {
  changedOf,
  chooseForAll,
  commonOf,
  impactOf,
  inputOf,
  isWorthAWord,
  usual,
} from '../../extensions/products/src/choices.ts';
import {at, bangkok, nordic, robots, service, variant, variantGid} from './support/products.ts';

const services = [nordic, bangkok, robots];
const atRobots = {otherService: {id: robots.id, name: robots.name}};
const red = variant(1, 'Red', at(nordic, 12));
const green = variant(2, 'Green');
const blue = variant(3, 'Blue', {...at(robots, 4), serviceId: null, ...atRobots});
const all = [red, green, blue];

test('what is chosen as it is saved is no change', () => {
  const choices = {[red.id]: nordic.id, [green.id]: bangkok.id, [blue.id]: null};
  expect(changedOf(all, choices)).toEqual([green]);
  expect(inputOf(all, choices, usual)).toEqual({assignments: [{variantId: variantGid(2), serviceId: bangkok.id}]});
  expect(inputOf(all, choices, {keepElsewhere: true, moveStock: false})).toMatchObject({keepElsewhere: true});
});

test('one choice for all leaves variants at services of other apps, which have nothing in common with the rest', () => {
  expect(commonOf(all, {})).toBeUndefined();
  const choices = chooseForAll(all, {}, bangkok.id);
  expect(choices).toEqual({[red.id]: bangkok.id, [green.id]: bangkok.id});
  expect(commonOf(all, choices)).toBe(bangkok.id);
  // One that is also at a service of ours counts among ours.
  const both = {...blue, serviceId: nordic.id};
  expect(chooseForAll([both], {}, null)).toEqual({[blue.id]: null});
});

test('stock that is left: at all other places, or, kept elsewhere, at our own services alone', () => {
  const spread = variant(4, 'Spread', {
    ...at(nordic),
    stockedAt: [...at(nordic, 12).stockedAt!, ...green.stockedAt, ...at(bangkok, 1).stockedAt!],
  });
  const choices = {[spread.id]: bangkok.id};
  const left = (options: typeof usual) => impactOf([spread], choices, options, services).stockLeft;
  expect(left(usual)).toBe(17);
  expect(left({keepElsewhere: true, moveStock: false})).toBe(12);
  expect(left({keepElsewhere: false, moveStock: true})).toBe(0);
});

test('oversold and untracked stock is none that could be left', () => {
  const variants = [variant(1, 'Oversold', at(nordic, -3)), variant(2, 'Untracked', at(nordic, null))];
  const choices = chooseForAll(variants, {}, bangkok.id);
  expect(isWorthAWord(impactOf(variants, choices, usual, services))).toBe(false);
});

test('services of other apps are named once where they lose variants, and not where they keep them', () => {
  const two = [blue, {...blue, id: variantGid(9)}];
  const choices = {[blue.id]: nordic.id, [variantGid(9)]: bangkok.id};
  expect(impactOf(two, choices, usual, services).leaving).toEqual([robots.name]);
  expect(impactOf(two, choices, {...usual, keepElsewhere: true}, services).leaving).toEqual([]);
});

test('without a service, what is nowhere but at our services goes to the main location', () => {
  const removing = service(5, 'Leaving Place', {status: 'removing'});
  const both = variant(4, 'Both', {
    stockedAt: [...at(nordic).stockedAt!, ...at(removing).stockedAt!],
    serviceId: nordic.id,
  });
  const kept = variant(5, 'Kept', {stockedAt: [...at(nordic).stockedAt!, ...green.stockedAt], serviceId: nordic.id});
  const choices = chooseForAll([both, kept], {}, null);
  expect(impactOf([both, kept], choices, usual, [...services, removing]).toMainLocation).toBe(1);
});
