/** The email as plain text: the same facts, one a line, so that a reader or a program finds them. */
import type {Translator} from '../locales/translator.ts';
import {addressText} from './address-view.ts';
import type {Facts, LineFacts} from './facts.ts';
import {width, wrap} from './wrap.ts';
import {bannersOf, totalsOf} from './wording.ts';

export const divider = '-'.repeat(40);

export function textView(facts: Facts, t: Translator): string {
  const {shop} = facts;
  const labelled = (label: string, value: string) => t.text('labelled', {label, value});

  const blocks: string[][] = [
    bannersOf(facts, t).flatMap((banner) => wrap(`*** ${banner} ***`)),
    [
      t.text('heading', {count: facts.units}),
      `${t.text('order', {order: facts.order.name})} – ${shop.name}`,
      ...wrap(totalsOf(facts, t)),
      t.text('orderedOn', {date: facts.order.date}),
    ],
    section(t.text('messageFrom', {shop: shop.name}), facts.merchantMessage && quoted(facts.merchantMessage)),
    section(t.text('whatToShip'), linesText(facts.lines, t)),
    section(t.text('shipTo'), addressText(facts, t)),
    section(t.text('shippingMethod'), [facts.shippingMethod ?? t.text('noShippingMethod')]),
    section(t.text('orderNote'), facts.orderNote && quoted(facts.orderNote)),
    section(t.text('openRequest'), facts.responseUrl && [facts.responseUrl]),
    questions(shop, t),
    [
      divider,
      labelled(t.text('reference'), facts.reference),
      t.text('requestedOn', {date: facts.requestedOn}),
      ...wrap(t.text('whySent', {shop: shop.name, domain: shop.domain, service: facts.service})),
    ],
  ];
  return blocksText(blocks);
}

/** Blocks of lines with an empty line between; empty blocks are left out. */
export function blocksText(blocks: readonly string[][]): string {
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

/** Whom to ask. */
export function questions(shop: {name: string; email: string; phone: string | null}, t: Translator): string[] {
  return section(t.text('questions'), [shop.name, shop.email, ...(shop.phone === null ? [] : [shop.phone])]);
}

export function section(heading: string, lines: string[] | '' | null | false): string[] {
  return lines ? [divider, heading, '', ...lines] : [];
}

export function linesText(lines: readonly LineFacts[], t: Translator): string[] {
  return lines.flatMap((line) => [...lineText(line, t), '']).slice(0, -1);
}

function lineText(line: LineFacts, t: Translator): string[] {
  const part = line.ordered === null ? '' : ` ${t.text('ofOrdered', {ordered: line.ordered})}`;
  const details = [
    ...(line.variant === null ? [] : [line.variant]),
    line.sku === null ? t.text('noSku') : t.text('labelled', {label: t.text('sku'), value: line.sku}),
    // Not wrapped: a line break in a personalisation is the customer's own.
    ...line.properties.flatMap(({key, value}) =>
      t
        .text('labelled', {label: key, value})
        .split('\n')
        .map((each, i) => (i === 0 ? each : `  ${each}`)),
    ),
    ...(line.weight === null ? [] : [t.text('weightEach', {weight: line.weight})]),
    ...(line.price === null ? [] : [t.text('priceEach', {price: line.price})]),
  ];
  const [first = '', ...rest] = wrap(`${t.number(line.quantity)}${part} × ${line.title}`, width - 4);
  return [first, ...[...rest, ...details].map((each) => `    ${each}`)];
}

/** Others' words, marked as such, so that a note cannot pass for a part of the email. */
function quoted(value: string): string[] {
  return value.split('\n').flatMap((line) => wrap(line, width - 2).map((each) => `> ${each}`.trimEnd()));
}
