/** The pages of a service's end and return: tables of exceptions, steps, and selections. */
import {describe, expect, test} from 'vitest';
import type {FormerAssignment} from '../../core/wire.ts';
import {
  everything,
  isEmpty,
  isSelected,
  nothing,
  obstacleOf,
  toggled,
} from '../../web/home/src/removal/reactivation/selection.ts';
import {canStop, milestoneOf, stepsOf, timeLeft} from '../../web/home/src/removal/run/phases.ts';
import {errorsOf, inputOf, isSameChoice, nothingChosen} from '../../web/home/src/removal/setup/choice.ts';
import {itemOf, readTable, written} from '../../web/home/src/removal/setup/csv.ts';
import {removalOf} from './support/endings.ts';

const places = ['Shop, Main Street', 'Annex'];
const kinds = (text: string) => readTable(text, places).problems.map(({row, kind}) => `${row} ${kind}`);

describe('a table', () => {
  test.each([
    ['commas', 'sku,destination\nA,Annex\n"B ""1""","Shop, Main Street"'],
    ['tabs', 'SKU\tDestination\nA\tAnnex\nB "1"\tShop, Main Street'],
    ['semicolons and a mark', '\uFEFFsku;destination\r\nA;Annex\r\n"B ""1""";Shop, Main Street\r\n'],
  ])('with %s is read, and written as the API takes it', (_, text) => {
    const {problems, lines, csv} = readTable(text, places);
    expect(problems).toEqual([]);
    expect(lines.map(({row}) => row)).toEqual([2, 3]);
    expect(csv).toBe('sku,variant_id,destination\nA,,Annex\n"B ""1""",,"Shop, Main Street"');
  });

  test('says what is wrong by the lines of what was typed', () => {
    expect(kinds('name,place\nA,Annex')).toEqual(['1 header']);
    expect(kinds('\n\nvariant_id,destination\n1,Annex\n\n1,Annex\n,Annex\n2,\n3,Elsewhere')).toEqual([
      '6 twice',
      '7 noItem',
      '8 noPlace',
      '9 unknownPlace',
    ]);
    expect(kinds('sku,destination\n"two\nlines",Annex\nB,Elsewhere')).toEqual(['4 unknownPlace']);
    expect(kinds(`sku,destination${'\n'.padEnd(5002, '\n')}`)).toEqual([]);
    const many = Array.from({length: 5001}, (_, index) => `${index},Annex`);
    expect(kinds(['sku,destination', ...many].join('\n'))).toEqual(['5002 tooMany']);
  });

  test('may have further columns, in any order', () => {
    const {lines, problems} = readTable('Title,Destination,Variant ID,SKU\nMug,Annex,7,A\nCup,annex,,B', places);
    expect(problems).toEqual([]);
    expect(lines.map(itemOf)).toEqual(['7', 'B']);
  });

  test('that is empty has nothing', () => {
    expect(readTable(' \n', places)).toEqual({csv: '', lines: [], problems: []});
    expect(written(['a', 'b\nc'])).toBe('a,"b\nc"');
  });
});

describe('a choice', () => {
  const annex = {name: 'Annex', destination: {locationId: '1'}};
  const shop = {name: 'Shop', destination: {serviceId: '2'}};
  const products = new Map([['p', {title: 'Mug', variantIds: ['a', 'b'], destination: shop.destination}]]);
  const chosen = {...nothingChosen, place: annex, how: 'choose' as const, products};

  test('names what goes elsewhere by its variants', () => {
    expect(inputOf(chosen, [annex, shop])).toEqual({
      destination: annex.destination,
      exceptions: ['a', 'b'].map((variantId) => ({variantId, destination: shop.destination})),
    });
    expect(errorsOf(chosen, [annex, shop])).toEqual({});
  });

  test('has no exception that goes where the rest goes', () => {
    const moved = {...chosen, place: shop};
    expect(inputOf(moved, [annex, shop])).toEqual({destination: shop.destination, exceptions: []});
    expect(errorsOf(moved, [annex, shop])).toEqual({products: 'removal.exceptions.required'});
  });

  test('is another one once anything but the rates changes', () => {
    const of = (change: object) => inputOf({...chosen, ...change}, [annex, shop]);
    expect(isSameChoice(of({}), of({takeOverRates: true}))).toBe(true);
    expect(isSameChoice(of({}), of({place: shop}))).toBe(false);
    expect(isSameChoice(of({}), of({products: new Map()}))).toBe(false);
    expect(isSameChoice(of({}), of({place: null}))).toBe(false);
  });
});

describe('steps', () => {
  test('before the present one are done', () => {
    const steps = stepsOf(removalOf('s', {progress: {phase: 'orders'}}));
    expect(steps.map(({standing}) => standing).join(' ')).toBe('over over over now open open open open');
    expect(steps[3]?.count).toEqual({done: 500, total: 2000});
    expect(stepsOf(removalOf('s', {status: 'queued'})).every(({standing}) => standing === 'open')).toBe(true);
    expect(stepsOf(removalOf('s', {status: 'cancelling'})).map(({phase}) => phase)).toEqual(['restore']);
  });

  test.each([
    ['running', 'stock', true],
    ['attention', 'stock', true],
    ['attention', 'delete', true],
    ['running', 'profiles', false],
    ['running', 'delete', false],
    ['running', 'check', false],
    ['cancelling', 'restore', false],
  ] as const)('%s in %s can be stopped: %s', (status, phase, can) => {
    expect(canStop(removalOf('s', {status, progress: {phase}}))).toBe(can);
  });

  test('are said aloud by quarters', () => {
    const said = [0, 24, 25, 99, 100].map((done) => milestoneOf(removalOf('s', {progress: {done, total: 100}})));
    expect(said.map((one) => one?.percent)).toEqual([0, 0, 25, 75, 100]);
    expect(milestoneOf(removalOf('s', {progress: {phase: null}}))).toBeNull();
  });

  test.each([
    [59, 'run.left.seconds', undefined],
    [60, 'run.left.minutes', 1],
    [400, 'run.left.minutes', 7],
    [7200, 'run.left.hours', 2],
  ])('%d s left are %s', (seconds, key, count) => {
    const left = timeLeft(seconds);
    expect([left.key, left.values['count']]).toEqual([key, count]);
  });
});

describe('a selection', () => {
  test('is all but some, or some alone', () => {
    const but = toggled(everything, 'a');
    expect([isSelected(but, 'a'), isSelected(but, 'b')]).toEqual([false, true]);
    const some = toggled(nothing, 'a');
    expect([isSelected(some, 'a'), isSelected(some, 'b')]).toEqual([true, false]);
    expect([nothing, some, everything].map(isEmpty)).toEqual([true, false, false]);
    expect(toggled(some, 'a')).toEqual(nothing);
  });

  test('leaves out what is gone or already there', () => {
    const stockedAt = [{locationId: 'l', name: 'Annex', serviceId: 's'}];
    const one: FormerAssignment = {variantId: 'v', title: 'Mug', sku: null, exists: true, stockedAt, units: 1};
    expect(obstacleOf(one, {id: 's'})).toBe('already');
    expect(obstacleOf(one, {id: 't'})).toBeNull();
    expect(obstacleOf({...one, exists: false}, {id: 't'})).toBe('gone');
  });
});
