/** Helpers of the request email's tests: an order, and reading a rendered email back as a mail client's parser does. */
import {parse, type DefaultTreeAdapterTypes} from 'parse5';
import type {RequestEmailInput} from '../../core/email/render/input.ts';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** An order of two lines to Germany, everything shown but prices, changed by `change`. */
export function order(change: Partial<RequestEmailInput> = {}): RequestEmailInput {
  return {
    kind: 'request',
    requestId: '6743f0c2a9b1e4d5c6f70812',
    revision: 1,
    createdAt: '2026-11-23T17:35:00Z',
    locale: 'en',
    serviceName: 'Northwind Warehouse',
    shop: {
      name: 'Little Shop',
      contactEmail: 'orders@shop.example',
      phone: '+1 415 555 0100',
      domain: 'little.myshopify.com',
      timeZone: 'Asia/Bangkok',
    },
    order: {name: '#1001', date: '2026-11-23T17:30:00Z'},
    shipTo: shipTo(),
    shippingMethod: 'DHL Express',
    lines: [
      line({title: 'Mug', variantTitle: 'Blue', sku: 'MUG-1', quantity: 2, orderedQuantity: 5}),
      line({title: 'Shirt', sku: 'TS-1', quantity: 1, orderedQuantity: 1}),
    ],
    orderNote: 'Leave it at the door.',
    merchantMessage: 'Pack it well.',
    show: {customerPhone: true, customerEmail: true, orderNote: true, prices: false},
    responseUrl: 'https://app.example/r/token',
    ...change,
  };
}

export function shipTo(change: Partial<NonNullable<RequestEmailInput['shipTo']>> = {}) {
  return {
    name: 'Anna Müller',
    company: 'Müller GmbH',
    address1: 'Hauptstraße 12',
    address2: null,
    city: 'Berlin',
    zip: '10115',
    province: null,
    provinceCode: null,
    countryCode: 'DE',
    phone: '+49 30 1234567',
    email: 'anna@customer.example',
    ...change,
  };
}

type Line = RequestEmailInput['lines'][number];

export function line(change: Partial<Line> = {}): Line {
  return {
    title: 'Thing',
    variantTitle: null,
    sku: null,
    quantity: 1,
    orderedQuantity: change.quantity ?? 1,
    properties: [],
    weight: null,
    imageUrl: null,
    unitPrice: null,
    ...change,
  };
}

export interface ReadEmail {
  /** What a strict HTML parser complains of. */
  errors: string[];
  elements: Element[];
  /** Every element with its attributes' names, in order: what a value must not be able to change. */
  shape: string[];
  /** The lines as a reader sees them. */
  lines: {
    attribute: string;
    quantity: string;
    part: string | null;
    title: string;
    sku: string | null;
    properties: string[];
  }[];
  text(className: string): string | null;
}

export function read(html: string): ReadEmail {
  const errors: string[] = [];
  const document = parse(html, {onParseError: (error) => errors.push(error.code)});
  const elements = [...elementsOf(document)];
  const find = (root: Element, name: string) => [...elementsOf(root)].filter((element) => hasClass(element, name));
  const one = (root: Element, name: string) => {
    const found = find(root, name)[0];
    return found === undefined ? null : textOf(found);
  };
  return {
    errors,
    elements,
    shape: elements.map((element) => [element.tagName, ...element.attrs.map((attr) => attr.name)].join(' ')),
    lines: elements
      .filter((element) => attribute(element, 'data-quantity') !== null)
      .map((row) => ({
        attribute: attribute(row, 'data-quantity') ?? '',
        quantity: one(row, 'solid') ?? one(row, 'one') ?? '',
        part: one(row, 'part'),
        title: one(row, 'title') ?? '',
        sku: one(row, 'sku'),
        properties: find(row, 'property').map(textOf),
      })),
    text: (className) => {
      const element = elements.find((each) => hasClass(each, className));
      return element === undefined ? null : textOf(element);
    },
  };
}

export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((attr) => attr.name === name)?.value ?? null;
}

/** Every address an element points to. */
export function urlsOf(elements: Element[]): string[] {
  return elements
    .flatMap((element) => element.attrs)
    .filter(({name}) => ['href', 'src', 'srcset', 'background', 'action'].includes(name))
    .map(({value}) => value);
}

function hasClass(element: Element, name: string): boolean {
  return (attribute(element, 'class') ?? '').split(' ').includes(name);
}

function* elementsOf(node: Node): Generator<Element> {
  if (!('childNodes' in node)) return;
  for (const child of node.childNodes) {
    if ('tagName' in child) yield child;
    yield* elementsOf(child);
  }
}

/** As it is shown: `<br>` breaks the line, white space in the source does not. */
export function textOf(node: Node): string {
  return raw(node)
    .split('\u0000')
    .map((part) => squeeze(part))
    .join('\n');
}

/** Runs of HTML white space as one space. */
export function squeeze(text: string): string {
  return text.replaceAll(/[ \t\n\r\f]+/g, ' ').replaceAll(/^ | $/g, '');
}

function raw(node: Node): string {
  if ('value' in node) return node.value;
  if ('tagName' in node && node.tagName === 'br') return '\u0000';
  return 'childNodes' in node ? node.childNodes.map(raw).join('') : '';
}
