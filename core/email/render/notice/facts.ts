/** The facts of a notice's email: cleaned, and in the service's language. Both views print these alone. */
import {AppError} from '../../../errors.ts';
import type {Translator} from '../../locales/translator.ts';
import {cleanLine, linkUrl} from '../clean.ts';
import {shipToFacts, titleFacts, type Facts, type LineFacts} from '../facts.ts';
import type {ChangeEmailInput, NoticeEmailInput, NoticeEmailLine} from './input.ts';

export interface NoticeFacts {
  reference: string;
  requestedOn: string;
  /** When it came to be: cancelled, or changed. */
  on: string;
  service: string;
  shop: {name: string; email: string; phone: null; domain: string};
  order: string;
  lines: LineFacts[];
  units: number;
  remaining: LineFacts[];
  responseUrl: string | null;
}

/** @throws AppError `nothing_to_fulfill` or `quantity_invalid` for what no caller may send */
export function noticeFacts(input: NoticeEmailInput, t: Translator): NoticeFacts {
  if (input.lines.length === 0) throw new AppError('nothing_to_fulfill');
  const all = [...input.lines, ...input.remaining];
  if (!all.every(({quantity}) => Number.isSafeInteger(quantity) && quantity >= 1))
    throw new AppError('quantity_invalid');
  const mark = t.text('shortened');
  const line = (value: string | null | undefined, limit = 300) => cleanLine(value, limit, mark);
  const {shop} = input;
  const lineFacts = (one: NoticeEmailLine): LineFacts => ({
    quantity: one.quantity,
    ordered: null,
    ...titleFacts({...one, title: one.title ?? t.text('item')}, line),
    properties: [],
    weight: null,
    price: null,
    imageUrl: null,
  });
  return {
    reference: line(input.requestId),
    requestedOn: t.date(input.requestedAt, shop.timeZone),
    on: t.date(input.createdAt, shop.timeZone),
    service: line(input.serviceName) || '–',
    shop: {
      name: line(shop.name) || line(shop.domain),
      email: line(shop.contactEmail),
      phone: null,
      domain: line(shop.domain),
    },
    order: line(input.orderName, 60) || '–',
    lines: input.lines.map(lineFacts),
    units: input.lines.reduce((sum, {quantity}) => sum + quantity, 0),
    remaining: input.remaining.map(lineFacts),
    responseUrl: linkUrl(input.responseUrl),
  };
}

export interface ChangeFacts extends Omit<NoticeFacts, 'remaining'> {
  shipTo: Facts['shipTo'];
}

/** @throws AppError as {@link noticeFacts} */
export function changeFacts({shipTo, show, ...input}: ChangeEmailInput, t: Translator): ChangeFacts {
  const {remaining: _none, ...facts} = noticeFacts({...input, remaining: []}, t);
  return {...facts, shipTo: shipTo && shipToFacts(shipTo, show, t)};
}
