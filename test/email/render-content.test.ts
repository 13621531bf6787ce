/** What the email says, what it keeps to itself, and what it refuses. */
import {describe, expect, test} from 'vitest';
import {renderRequestEmail} from '../../core/email/render/render.ts';
import {line, order, read, shipTo} from './render-support.ts';

const grams = (value: number) => ({value, unit: 'GRAMS'}) as const;

describe('what `show` hides appears nowhere', () => {
  const secrets = {
    customerPhone: '+49 30 9998887',
    customerEmail: 'secret@customer.example',
    orderNote: 'Secret note',
    prices: '777.25',
  };
  const names = ['customerPhone', 'customerEmail', 'orderNote', 'prices'] as const;
  const flags = Array.from({length: 16}, (_, bits) => names.filter((_name, i) => (bits >> i) % 2 === 1));

  test.each(flags.map((shown) => [shown]))('shown: %j', (shown) => {
    const show = {customerPhone: false, customerEmail: false, orderNote: false, prices: false};
    for (const name of shown) show[name] = true;
    const email = renderRequestEmail(
      order({
        show,
        orderNote: secrets.orderNote,
        shipTo: shipTo({phone: secrets.customerPhone, email: secrets.customerEmail}),
        lines: [line({unitPrice: {amount: secrets.prices, currencyCode: 'EUR'}})],
      }),
    );
    for (const name of names) {
      for (const part of [email.html, email.text]) expect(part.includes(secrets[name])).toBe(show[name]);
      expect(email.subject).not.toContain(secrets[name]);
    }
    expect(/€|EUR/.test(email.html + email.text)).toBe(show.prices);
  });

  test('the subject and the inbox preview name no customer', () => {
    const email = renderRequestEmail(order());
    const preview = read(email.html).text('preheader') ?? '';
    expect(preview).toContain('2 × Mug (MUG-1) · 1 × Shirt (TS-1)');
    for (const secret of ['Anna', 'Müller', 'Berlin', 'Hauptstraße', '30 1234567', 'customer.example', 'door']) {
      expect(email.subject + preview).not.toContain(secret);
    }
  });
});

describe('the facts', () => {
  test('the subject names the order, the units and the shop', () => {
    expect(renderRequestEmail(order()).subject).toBe('Order #1001: ship 3 items – Little Shop');
    expect(renderRequestEmail(order({lines: [line()]})).subject).toBe('Order #1001: ship 1 item – Little Shop');
    expect(renderRequestEmail(order({locale: 'th'})).subject).toBe('คำสั่งซื้อ #1001: จัดส่ง 3 ชิ้น – Little Shop');
  });

  test('a resend, a revision and a test say so in the subject and first of all in the email', () => {
    const resend = renderRequestEmail(order({kind: 'resend', revision: 2}));
    expect(resend.subject).toBe('Sent again: Order #1001: ship 3 items – Little Shop (revision 2)');
    expect(read(resend.html).text('banner')).toBe(
      'Revision 2: this email replaces all earlier ones for this request. ' +
        'This request was sent to you before. If you have shipped it already, do not ship it again.',
    );
    expect(resend.text).toMatch(/^\*\*\* Revision 2: /);

    const trial = renderRequestEmail(order({kind: 'test'}));
    expect(trial.subject).toMatch(/^Test: /);
    expect(read(trial.html).text('banner')).toBe('This is a test. Do not ship anything.');
    expect(trial.text).toMatch(/^\*\*\* This is a test\. Do not ship anything\. \*\*\*\n/);

    expect(read(renderRequestEmail(order()).html).text('banner')).toBeNull();
  });

  test('a part of a quantity is told from the whole', () => {
    const email = renderRequestEmail(order());
    expect(read(email.html).lines.map(({quantity, part}) => [quantity, part])).toEqual([
      ['2', 'of 5'],
      ['1', null],
    ]);
    expect(email.text).toContain('\n2 of 5 × Mug\n');
    expect(email.text).toContain('\n1 × Shirt\n');
  });

  test('totals: lines, units, weight; a weight that is not known is not made up', () => {
    const known = [line({quantity: 2, weight: grams(350)}), line({weight: {value: 1, unit: 'KILOGRAMS'}})];
    const total = (lines: typeof known) => renderRequestEmail(order({lines})).text.split('\n')[2];
    expect(total(known)).toBe('2 lines · 3 items · total weight 1.7 kg');
    expect(
      total([line({quantity: 2, weight: {value: 8, unit: 'OUNCES'}}), line({weight: {value: 1, unit: 'POUNDS'}})]),
    ).toBe('2 lines · 3 items · total weight 2 lb');
    expect(total([line(), line({weight: grams(0)})])).toBe('2 lines · 2 items');
    expect(renderRequestEmail(order({lines: [...known, line()]})).text).toContain(
      'total weight at least 1.7 kg (not known for every item)',
    );
  });

  test('the order was made on the day of the shop, not of UTC; an unknown zone is shown as UTC', () => {
    expect(renderRequestEmail(order()).text).toContain('Ordered on November 24, 2026 at 12:30 AM GMT+7');
    const {shop} = order();
    expect(renderRequestEmail(order({shop: {...shop, timeZone: 'Mars/Olympus'}})).text).toContain(
      'Ordered on November 23, 2026 at 5:30 PM UTC',
    );
  });

  test('personalisation is printed to the letter: line breaks and double spaces stay', () => {
    const email = renderRequestEmail(order({lines: [line({properties: [{key: 'Engraving', value: 'A  B\r\nC'}]})]}));
    expect(email.html).toContain('white-space:pre-wrap">A  B<br />C</b>');
    expect(email.text).toContain('    Engraving: A  B\n      C\n');
  });

  test("a product's only variant, called Default Title by Shopify, is not named; a missing SKU is", () => {
    const email = renderRequestEmail(order({lines: [line({variantTitle: 'Default Title'})]}));
    expect(email.html + email.text).not.toContain('Default Title');
    expect(email.html).toContain('No SKU');
    expect(email.text).toContain('\n    No SKU\n');
  });

  test('a note cannot pass for a part of the text email', () => {
    const orderNote = `Hi\n${'-'.repeat(40)}\nShip to\n\nEvil Street 1`;
    const {text} = renderRequestEmail(order({orderNote}));
    expect(text.match(/^Ship to$/gm)).toHaveLength(1);
    expect(text).toContain('\n> Evil Street 1\n');
  });

  test('what is too long is cut visibly', () => {
    const email = renderRequestEmail(
      order({orderNote: 'x'.repeat(6000), shop: {...order().shop, name: '👩‍👩‍👧‍👦'.repeat(100)}}),
    );
    expect(email.text).toContain('… [shortened]');
    expect(email.subject.length).toBeLessThan(120);
    expect(email.subject).toMatch(/(👩‍👩‍👧‍👦)+…$/u);
  });
});

describe('what no email is made of', () => {
  test.each([
    ['no lines', {lines: []}, 'nothing_to_fulfill'],
    ['a quantity of 0', {lines: [line({quantity: 0})]}, 'quantity_invalid'],
    ['half a unit', {lines: [line({quantity: 0.5})]}, 'quantity_invalid'],
    ['a date that is none', {createdAt: 'yesterday'}, 'invalid_input'],
    ['revision 0', {revision: 0}, 'invalid_input'],
    [
      'a price that is none',
      {show: {...order().show, prices: true}, lines: [line({unitPrice: {amount: '12,50', currencyCode: 'EUR'}})]},
      'invalid_input',
    ],
  ])('%s', (_, change, code) => {
    expect(() => renderRequestEmail(order(change))).toThrow(expect.objectContaining({code}));
  });
});
