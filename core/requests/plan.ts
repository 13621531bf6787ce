/** Which requests an order's facts and a merchant's choice amount to. Pure: the rules of what can be asked for. */
import {AppError, errorTable, type ErrorCode} from '../errors.ts';
import {gid, numericId, sameId} from '../ids.ts';
import type {FulfillmentOrderFacts, LineFacts, OrderFacts} from './orderFacts.ts';
import type {StoredLine} from './types.ts';

export interface ChosenLine {
  fulfillmentOrderLineItemId: string;
  quantity: number;
}

/** The lines of one order that go to one service at one location. */
export interface PlannedRequest<Service> {
  service: Service;
  locationId: string;
  lines: StoredLine[];
}

/** Why something cannot be sent. */
export interface Block {
  code: ErrorCode;
  message: string;
}

/** Why nothing of a fulfillment order can be sent; null if it can. */
export function blockOf(fulfillmentOrder: FulfillmentOrderFacts): Block | null {
  const code = blockingCode(fulfillmentOrder);
  return code && blockFor(code);
}

const blockFor = (code: ErrorCode): Block => ({code, message: errorTable[code].message});

function blockingCode({status, requestStatus, fulfillable}: FulfillmentOrderFacts): ErrorCode | null {
  if (status === 'ON_HOLD') return 'fulfillment_order_on_hold';
  if (status === 'SCHEDULED') return 'fulfillment_order_scheduled';
  if (status === 'CLOSED' || status === 'CANCELLED') return 'fulfillment_order_closed';
  // Shopify: these states mean that a request of its own is under way; REJECTED and CLOSED ones are free again.
  if (['SUBMITTED', 'ACCEPTED', 'CANCELLATION_REQUESTED', 'CANCELLATION_REJECTED'].includes(requestStatus)) {
    return 'fulfillment_order_submitted';
  }
  return fulfillable ? null : 'fulfillment_order_closed';
}

/**
 * Plans the requests for an order: one per location of a service.
 * @param serviceAt the active service at a location, if it is one of ours
 * @param openLines ids of lines that an open request holds
 * @param chosen what the merchant asks for; absent: all that remains at services
 * @param refusalOf why a service takes no requests just now, if it does not
 * @throws AppError naming the first thing that stands in the way; then nothing may be sent
 */
export function planRequests<Service>(
  facts: OrderFacts,
  serviceAt: (locationId: string) => Service | undefined,
  openLines: ReadonlySet<string>,
  chosen?: readonly ChosenLine[],
  refusalOf: (service: Service) => Block | null = () => null,
): PlannedRequest<Service>[] {
  const services = {at: serviceAt, refusalOf};
  const lines = chosen ? chooseLines(facts, services, openLines, chosen) : allThatRemains(facts, services, openLines);
  const plans = new Map<string, PlannedRequest<Service>>();
  for (const {fulfillmentOrder, line, quantity, service, locationId} of lines) {
    const plan = plans.get(locationId) ?? {service, locationId, lines: []};
    plan.lines.push({
      fulfillmentOrderId: fulfillmentOrder.id,
      fulfillmentOrderLineItemId: line.id,
      lineItemId: line.lineItemId,
      quantity,
      sku: line.sku,
      ...(line.variantId ? {variantId: line.variantId} : {}),
    });
    plans.set(locationId, plan);
  }
  return [...plans.values()];
}

interface Services<Service> {
  at: (locationId: string) => Service | undefined;
  refusalOf: (service: Service) => Block | null;
}

interface Picked<Service> {
  fulfillmentOrder: FulfillmentOrderFacts;
  line: LineFacts;
  quantity: number;
  service: Service;
  locationId: string;
}

function chooseLines<Service>(
  facts: OrderFacts,
  services: Services<Service>,
  openLines: ReadonlySet<string>,
  chosen: readonly ChosenLine[],
): Picked<Service>[] {
  const all = new Map<string, {fulfillmentOrder: FulfillmentOrderFacts; line: LineFacts}>();
  for (const fulfillmentOrder of facts.fulfillmentOrders) {
    for (const line of fulfillmentOrder.lines) all.set(numericId(line.id), {fulfillmentOrder, line});
  }
  const seen = new Set<string>();
  return chosen.map(({fulfillmentOrderLineItemId, quantity}) => {
    const id = numericId(gid('FulfillmentOrderLineItem', fulfillmentOrderLineItemId));
    const details = {fulfillmentOrderLineItemId};
    if (seen.has(id)) throw new AppError('invalid_input', {details, message: 'An item is named twice. Name it once.'});
    seen.add(id);
    const found = all.get(id);
    if (!found) throw new AppError('line_not_found', {details});
    const {fulfillmentOrder, line} = found;
    const at = located(fulfillmentOrder, services.at);
    if (!at) throw new AppError('line_not_at_service', {details});
    const block = blockOf(fulfillmentOrder) ?? services.refusalOf(at.service);
    if (block) throw new AppError(block.code, {details, message: block.message});
    if (openLines.has(id)) throw new AppError('line_already_requested', {details});
    if (!Number.isSafeInteger(quantity) || quantity < 1) throw new AppError('quantity_invalid', {details});
    if (quantity > line.remaining) {
      throw new AppError('quantity_exceeds_remaining', {details: {...details, remaining: line.remaining}});
    }
    return {fulfillmentOrder, line, quantity, ...at};
  });
}

function allThatRemains<Service>(
  facts: OrderFacts,
  services: Services<Service>,
  openLines: ReadonlySet<string>,
): Picked<Service>[] {
  const picked: Picked<Service>[] = [];
  let reason: Block | null = null;
  for (const fulfillmentOrder of facts.fulfillmentOrders) {
    const at = located(fulfillmentOrder, services.at);
    const left = fulfillmentOrder.lines.filter(({remaining}) => remaining > 0);
    if (!at || left.length === 0) continue;
    const block = blockOf(fulfillmentOrder) ?? services.refusalOf(at.service);
    const free = block ? [] : left.filter(({id}) => !openLines.has(numericId(id)));
    reason ??= block ?? (free.length < left.length ? blockFor('line_already_requested') : null);
    picked.push(...free.map((line) => ({fulfillmentOrder, line, quantity: line.remaining, ...at})));
  }
  if (picked.length === 0) {
    const {code, message} = reason ?? blockFor('nothing_to_fulfill');
    throw new AppError(code, {message});
  }
  return picked;
}

function located<Service>(
  {locationId}: FulfillmentOrderFacts,
  serviceAt: (locationId: string) => Service | undefined,
): {service: Service; locationId: string} | null {
  const service = locationId === null ? undefined : serviceAt(locationId);
  return service && locationId !== null ? {service, locationId} : null;
}

/**
 * The same lines under the ids they have now: fulfillment orders split, move and are replaced, their lines with them.
 * @returns null if what was asked for is no longer open at that location, or no longer in that quantity
 */
export function rebindLines(
  facts: OrderFacts,
  locationId: string,
  lines: readonly StoredLine[],
  /** Whether the app itself submitted them to the service: then a request of Shopify's own that is under way is ours. */
  submitted = false,
): StoredLine[] | null {
  const free = (one: FulfillmentOrderFacts) => (submitted ? one.fulfillable : blockOf(one) === null);
  const candidates = facts.fulfillmentOrders
    .filter((one) => one.locationId !== null && sameId(one.locationId, locationId) && free(one))
    .flatMap((one) => one.lines.map((line) => ({fulfillmentOrder: one, line})));
  const bound = new Map<StoredLine, StoredLine>();
  // Those whose ids still stand come first, then the larger ones: a line must not take what another one needs.
  const standing = new Set(
    lines.filter((wanted) =>
      candidates.some(({line}) => line.id === wanted.fulfillmentOrderLineItemId && line.remaining >= wanted.quantity),
    ),
  );
  const taken = new Set<string>();
  for (const wanted of lines.toSorted(
    (one, other) => Number(standing.has(other)) - Number(standing.has(one)) || other.quantity - one.quantity,
  )) {
    const fitting = candidates
      .filter(({line}) => line.lineItemId === wanted.lineItemId && line.remaining >= wanted.quantity)
      .filter(({line}) => !taken.has(line.id))
      .toSorted((one, other) => one.line.remaining - other.line.remaining);
    const match = fitting.find(({line}) => line.id === wanted.fulfillmentOrderLineItemId) ?? fitting[0];
    if (!match) return null;
    taken.add(match.line.id);
    const {fulfillmentOrder, line} = match;
    bound.set(wanted, {...wanted, fulfillmentOrderId: fulfillmentOrder.id, fulfillmentOrderLineItemId: line.id});
  }
  return lines.flatMap((wanted) => bound.get(wanted) ?? []);
}
