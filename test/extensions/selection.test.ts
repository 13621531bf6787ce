/** Which items go where, and how many. */
import {expect, test} from 'vitest';
import {
  carryOver,
  choiceOf,
  everything,
  inputOf,
  isValid,
  itemsOf,
  noOptions,
  quantityOf,
} from '../../extensions/shared/selection.ts';
import {commonOrder, fulfillmentOrder, line, lineId as id, order, request} from './support/orders.ts';

test('fulfillment orders of one service make one section', () => {
  const {services} = itemsOf(
    order(fulfillmentOrder(1, 'Depot', [line(1, 1)]), fulfillmentOrder(2, 'Depot', [line(2, 2), line(3, 0)])),
  );
  expect(services.map(({name, lines}) => [name, lines.length])).toEqual([['Depot', 2]]);
});

test.each([
  ['', 0],
  [' 2 ', 2],
  ['007', 7],
  ['-1', null],
  ['1.0', null],
  ['1e3', null],
  ['٣', null],
  ['99999999999', null],
])('"%s" as a quantity is %s', (text, quantity) => {
  expect(quantityOf(text)).toBe(quantity);
});

test('a quantity is valid from 0 to what can be sent', () => {
  const one = line(1, 5, {requestable: 2});
  expect(['0', '1', '2', '3'].map((text) => isValid(text, one))).toEqual([true, true, true, false]);
});

test('a reload lowers what was typed, keeps zeros, and chooses nothing new by itself', () => {
  const before = everything(itemsOf(commonOrder()));
  const changed = commonOrder();
  changed.fulfillmentOrders[0]!.lines = [line(1, 3, {requestable: 2}), line(9, 4)];
  expect(carryOver({...before, [id(3)]: 'two'}, itemsOf(changed))).toEqual({[id(1)]: '2', [id(9)]: '0', [id(3)]: '0'});
});

test('items that Shopify shows as requested because we asked for them are held for our own request', () => {
  const blocked = {code: 'fulfillment_order_submitted', message: 'Submitted.'};
  const place = fulfillmentOrder(1, 'Depot', [line(1, 2, {requestable: 0}), line(2, 1, {requestable: 0})], {blocked});
  const given = order(place);
  const asked = [{fulfillmentOrderLineItemId: id(1), quantity: 2}];
  const kinds = () => itemsOf(given).services[0]?.held.map(({why}) => why.kind);
  given.requests = [request('one', place, asked, 'sent')];
  expect(kinds()).toEqual(['requested', 'blocked']);
  given.requests = [request('one', place, asked, 'declined')];
  expect(kinds()).toEqual(['blocked', 'blocked']);
});

test('a carrier without a number is no tracking info', () => {
  const items = itemsOf(commonOrder());
  const choice = choiceOf(items, everything(items));
  expect(inputOf(choice, {...noOptions, carrier: 'DHL', message: '  '})).toEqual({
    lines: choice.lines,
    notifyCustomer: false,
  });
  expect(inputOf(choice, {...noOptions, trackingNumber: '1Z'}).trackingInfo).toEqual({number: '1Z'});
});
