/** Which items of an order go to which service, and how many of each. */
import type {
  CreateRequestsInput,
  FulfillmentOrder,
  FulfillmentOrderLine,
  FulfillOn,
  OrderFulfillment,
  RequestStatus,
} from '../../core/wire.ts';

/** What can't be sent now, and why. */
export interface HeldItem {
  line: FulfillmentOrderLine;
  why: {kind: 'requested'} | {kind: 'elsewhere'; place: string} | {kind: 'blocked'; code: string; message: string};
}

/** The items of one service. */
export interface ServiceItems {
  serviceId: string;
  name: string;
  /** When its items count as fulfilled. */
  fulfillOn: FulfillOn;
  /** At least one of each can be sent. */
  lines: FulfillmentOrderLine[];
  held: HeldItem[];
}

export interface OrderItems {
  services: ServiceItems[];
  /** At merchant locations and at other apps' services. */
  elsewhere: HeldItem[];
}

/** What is typed beside each line, by its id; a line that is not there counts as 0. */
export type Quantities = Readonly<Record<string, string>>;

export interface Choice {
  lines: {fulfillmentOrderLineItemId: string; quantity: number}[];
  /** How many items, over all lines. */
  units: number;
  /** The services they go to. */
  services: ServiceItems[];
  /** Whether every quantity can be used. */
  valid: boolean;
}

/** An order's items by service, in the order Shopify gives them. Lines of which nothing remains are left out. */
export function itemsOf(order: OrderFulfillment): OrderItems {
  const services = new Map<string, ServiceItems>();
  const elsewhere: HeldItem[] = [];
  const requested = new Set(
    order.requests
      .filter(({status}) => openStatuses.includes(status))
      .flatMap(({lines}) => lines.map((line) => line.fulfillmentOrderLineItemId)),
  );
  for (const place of order.fulfillmentOrders) {
    const left = place.lines.filter((line) => line.remaining > 0);
    if (place.serviceId === null) {
      elsewhere.push(...left.map((line) => ({line, why: {kind: 'elsewhere' as const, place: place.locationName}})));
    } else if (left.length > 0) {
      const service = services.get(place.serviceId) ?? newService(place.serviceId, place);
      services.set(place.serviceId, service);
      for (const line of left) {
        const why = whyHeld(place, line, requested);
        if (why) service.held.push({line, why});
        else service.lines.push(line);
      }
    }
  }
  return {services: [...services.values()], elsewhere};
}

/** A request in one of these holds its items. That Shopify shows them as requested is then its doing, and no other reason. */
const openStatuses: readonly RequestStatus[] = ['queued', 'sending', 'unknown', 'sent', 'confirmed'];

function newService(serviceId: string, {locationName, fulfillOn = 'email'}: FulfillmentOrder): ServiceItems {
  return {serviceId, name: locationName, fulfillOn, lines: [], held: []};
}

function whyHeld(
  {blocked}: FulfillmentOrder,
  {id, requestable}: FulfillmentOrderLine,
  requested: ReadonlySet<string>,
): HeldItem['why'] | null {
  if (blocked && !requested.has(id)) return {kind: 'blocked', ...blocked};
  return blocked || requestable === 0 ? {kind: 'requested'} : null;
}

/** Whether anything of the order can be sent. */
export function canSend(order: OrderFulfillment): boolean {
  return itemsOf(order).services.some(({lines}) => lines.length > 0);
}

/** Every line with all that can be sent of it, or with none. */
export function fill(lines: FulfillmentOrderLine[], how: 'all' | 'none'): Quantities {
  return Object.fromEntries(lines.map(({id, requestable}) => [id, how === 'all' ? String(requestable) : '0']));
}

/** All that can be sent. */
export function everything({services}: OrderItems): Quantities {
  return fill(
    services.flatMap(({lines}) => lines),
    'all',
  );
}

/** Keeps what was typed where the order still has the line, lowered to what can be sent now; new lines stay at 0. */
export function carryOver(typed: Quantities, {services}: OrderItems): Quantities {
  return Object.fromEntries(
    services
      .flatMap(({lines}) => lines)
      .map((line) => [line.id, String(Math.min(quantityOf(typed[line.id] ?? '0') ?? 0, line.requestable))]),
  );
}

/** What a text says as a quantity; null if it is none. Empty is 0. */
export function quantityOf(text: string): number | null {
  const trimmed = text.trim();
  return /^\d{0,9}$/.test(trimmed) ? Number(trimmed) : null;
}

/** Whether a line's text can be used as its quantity. */
export function isValid(text: string, line: FulfillmentOrderLine): boolean {
  const quantity = quantityOf(text);
  return quantity !== null && quantity <= line.requestable;
}

/** What the quantities choose. */
export function choiceOf({services}: OrderItems, quantities: Quantities): Choice {
  const choice: Choice = {lines: [], units: 0, services: [], valid: true};
  for (const service of services) {
    for (const line of service.lines) {
      const text = quantities[line.id] ?? '0';
      const quantity = quantityOf(text) ?? 0;
      choice.valid &&= isValid(text, line);
      if (quantity > 0) {
        choice.lines.push({fulfillmentOrderLineItemId: line.id, quantity});
        choice.units += quantity;
        if (!choice.services.includes(service)) choice.services.push(service);
      }
    }
  }
  return choice;
}

/** What is asked for beside the quantities; the texts as typed. */
export interface Options {
  /** Whether Shopify notifies the customer; null: as {@link notifiesAtFirst} has it. */
  notifyCustomer: boolean | null;
  message: string;
  trackingNumber: string;
  carrier: string;
}

export const noOptions: Options = {notifyCustomer: null, message: '', trackingNumber: '', carrier: ''};

/** Whether the customer is notified unless the merchant says otherwise: only where every service confirms first. Where the email
 * alone fulfils, nothing has shipped yet when Shopify would send its shipping notice. */
export function notifiesAtFirst({services}: Choice): boolean {
  return services.length > 0 && services.every(({fulfillOn}) => fulfillOn === 'confirmation');
}

/** The body of the send. What was left empty is left out; a carrier means nothing without a number. */
export function inputOf(choice: Choice, options: Options): CreateRequestsInput {
  const message = options.message.trim();
  const number = options.trackingNumber.trim();
  const company = options.carrier.trim();
  return {
    lines: choice.lines,
    notifyCustomer: options.notifyCustomer ?? notifiesAtFirst(choice),
    ...(number && {trackingInfo: company ? {number, company} : {number}}),
    ...(message && {message}),
  };
}
