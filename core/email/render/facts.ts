/** The email's facts: cleaned, in the service's language, and without what the service is not to see. Both views print these alone. */
import {AppError} from '../../errors.ts';
import type {Translator} from '../locales/translator.ts';
import {addressLines} from './address.ts';
import {cleanLine, cleanText, httpsUrl, linkUrl} from './clean.ts';
import type {EmailLine, EmailShipTo, RequestEmailInput} from './input.ts';
import {totalWeight, weightUnits, type TotalWeight} from './weight.ts';

export interface LineFacts {
  quantity: number;
  /** How many were ordered, where that is more than `quantity`. */
  ordered: number | null;
  title: string;
  variant: string | null;
  sku: string | null;
  /** Values may have several lines. */
  properties: {key: string; value: string}[];
  /** Of one unit. */
  weight: string | null;
  /** Of one unit. */
  price: string | null;
  imageUrl: string | null;
}

export interface Facts {
  kind: RequestEmailInput['kind'];
  revision: number;
  reference: string;
  requestedOn: string;
  service: string;
  shop: {name: string; email: string; phone: string | null; domain: string};
  order: {name: string; date: string};
  shipTo: {lines: string[]; phone: string | null; email: string | null} | null;
  shippingMethod: string | null;
  lines: LineFacts[];
  units: number;
  weight: TotalWeight | null;
  /** Both may have several lines. */
  orderNote: string | null;
  merchantMessage: string | null;
  responseUrl: string | null;
}

/** The facts of an email.
 * @throws AppError `invalid_input`, `quantity_invalid` or `nothing_to_fulfill` for what no caller may send. */
export function factsOf(input: RequestEmailInput, t: Translator): Facts {
  check(input);
  const mark = t.text('shortened');
  const line = (value: string | null | undefined, limit = 300) => cleanLine(value, limit, mark);
  const text = (value: string | null | undefined) => cleanText(value, 5000, mark);
  const {shop, show} = input;

  return {
    kind: input.kind,
    revision: input.revision,
    reference: line(input.requestId),
    requestedOn: t.date(input.createdAt, shop.timeZone),
    service: line(input.serviceName) || '–',
    shop: {
      name: line(shop.name) || line(shop.domain),
      email: line(shop.contactEmail),
      phone: line(shop.phone) || null,
      domain: line(shop.domain),
    },
    order: {name: line(input.order.name, 60) || '–', date: t.date(input.order.date, shop.timeZone)},
    shipTo: input.shipTo && shipToFacts(input.shipTo, show, t),
    shippingMethod: line(input.shippingMethod) || null,
    lines: input.lines.map((each) => lineFacts(each, show.prices, t, line, text)),
    units: input.lines.reduce((sum, each) => sum + each.quantity, 0),
    weight: totalWeight(input.lines, t),
    orderNote: (show.orderNote && text(input.orderNote)) || null,
    merchantMessage: text(input.merchantMessage) || null,
    responseUrl: linkUrl(input.responseUrl),
  };
}

type Clean = (value: string | null | undefined, limit?: number) => string;

/** null if there is no place to ship to, whatever else is known. */
export function shipToFacts(
  to: EmailShipTo,
  show: Pick<RequestEmailInput['show'], 'customerPhone' | 'customerEmail'>,
  t: Translator,
): Facts['shipTo'] {
  const line = (value: string | null) => cleanLine(value, 300, t.text('shortened'));
  const parts = {
    name: line(to.name),
    company: line(to.company),
    address1: line(to.address1),
    address2: line(to.address2),
    city: line(to.city),
    zip: line(to.zip),
    province: line(to.province),
    provinceCode: line(to.provinceCode),
    countryCode: line(to.countryCode),
  };
  const {address1, address2, city, zip, countryCode} = parts;
  if (address1 + address2 + city + zip === '') return null;
  const country = countryCode === '' ? [] : [t.country(countryCode)];
  return {
    lines: [...addressLines(parts), ...country],
    phone: (show.customerPhone && line(to.phone)) || null,
    email: (show.customerEmail && line(to.email)) || null,
  };
}

function lineFacts(line: EmailLine, prices: boolean, t: Translator, clean: Clean, text: Clean): LineFacts {
  return {
    quantity: line.quantity,
    ordered: line.orderedQuantity > line.quantity ? line.orderedQuantity : null,
    ...titleFacts(line, clean),
    properties: line.properties
      .map(({key, value}) => ({key: clean(key), value: text(value)}))
      .filter(({key, value}) => key !== '' || value !== ''),
    weight: line.weight && line.weight.value > 0 ? t.weight(line.weight.value, weightUnits[line.weight.unit]) : null,
    price: prices && line.unitPrice ? price(line.unitPrice, t, clean) : null,
    imageUrl: httpsUrl(line.imageUrl),
  };
}

/** What an item is called. */
export function titleFacts(
  line: Pick<EmailLine, 'title' | 'variantTitle' | 'sku'>,
  clean: Clean,
): Pick<LineFacts, 'title' | 'variant' | 'sku'> {
  const variant = clean(line.variantTitle);
  return {
    title: clean(line.title) || '–',
    // Shopify: a product without options has one variant of this title.
    variant: variant === 'Default Title' ? null : variant || null,
    sku: clean(line.sku) || null,
  };
}

function price({amount, currencyCode}: {amount: string; currencyCode: string}, t: Translator, clean: Clean): string {
  if (!isDecimal(amount)) throw invalid('The price of a line must be a decimal number.');
  return t.money(amount, clean(currencyCode));
}

function isDecimal(amount: string): amount is `${number}` {
  return /^-?\d{1,20}(\.\d{1,20})?$/.test(amount);
}

function whole(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function check(input: RequestEmailInput): void {
  if (input.lines.length === 0) throw new AppError('nothing_to_fulfill');
  if (!input.lines.every((line) => whole(line.quantity))) throw new AppError('quantity_invalid');
  if (!whole(input.revision)) throw invalid('The revision of an email must be a whole number of at least 1.');
  if ([input.createdAt, input.order.date].some((date) => Number.isNaN(Date.parse(date)))) {
    throw invalid('The dates of an email must be ISO 8601.');
  }
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', {message});
}
