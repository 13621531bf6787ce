/** A shop with many orders, as the app's API tells of them, and the orders list's action opened on some of them. */
import {setUpExtension} from '@shopify/ui-extensions-tester';
import {errorTable, type ErrorCode} from '../../../core/errors.ts';
import type {FulfillmentRequest, ManyRequestsAnswer, RequestStatus} from '../../../core/wire.ts';
import {folderOf, openPage, type Page} from './host.ts';
import type {Locale} from './i18n.ts';
import {startRoutes, type Arrived, type Routes} from './routes.ts';

export const gidOf = (number: number) => `gid://shopify/Order/${number}`;

/** What of an order goes to a service, or why nothing of it does. */
export type Outcome = {service: string; units: number} | {reason: ErrorCode; nameless?: boolean};

export interface Shop extends Routes {
  orders: Map<number, Outcome>;
  /** Newest first. */
  requests: FulfillmentRequest[];
  setStatus: (status: RequestStatus, failure?: FulfillmentRequest['failure']) => void;
}

export const checkAndSend = 'POST /api/requests';
export const list = 'GET /api/requests';

/** @param orders from number 1 on */
export async function startShop(...orders: Outcome[]): Promise<Shop> {
  const outcomes = new Map(orders.map((one, index) => [index + 1, one]));
  const known = new Map<string, ManyRequestsAnswer>();
  const requests: FulfillmentRequest[] = [];
  let clock = Date.UTC(2026, 10, 23, 10);
  const now = () => new Date((clock += 1000)).toISOString();
  // There was one before, of one of the orders: not to be counted among those of a new send.
  requests.push(newRequest(1, 'Nordic Warehouse', now(), 'failed'));

  function answer({body, key}: Arrived): ManyRequestsAnswer {
    const {orderIds, dryRun = false} = inputOf(body);
    const before = key === undefined ? undefined : known.get(key);
    if (before) return before;
    const result: ManyRequestsAnswer = {accepted: [], skipped: [], services: []};
    for (const number of orderIds.map(Number)) {
      const outcome = outcomes.get(number);
      if (!outcome || 'reason' in outcome) {
        const code = outcome?.reason ?? 'order_not_found';
        const orderName = outcome && !outcome.nameless ? `#${number}` : null;
        result.skipped.push({orderId: gidOf(number), orderName, reason: {code, message: errorTable[code].message}});
        continue;
      }
      const share = result.services.find(({name}) => name === outcome.service);
      if (share) Object.assign(share, {orders: share.orders + 1, units: share.units + outcome.units});
      else result.services.push({serviceId: outcome.service, name: outcome.service, orders: 1, units: outcome.units});
      result.accepted.push(gidOf(number));
      if (!dryRun) requests.unshift(newRequest(number, outcome.service, now(), 'queued'));
    }
    if (!dryRun && key !== undefined) known.set(key, result);
    return result;
  }

  function page({query}: Arrived) {
    const from = Number(query.get('cursor') ?? 0);
    const limit = Number(query.get('limit'));
    const items = requests.slice(from, from + limit);
    return {items, nextCursor: from + limit < requests.length ? String(from + limit) : null};
  }

  const routes = await startRoutes({[checkAndSend]: answer, [list]: page});
  return Object.assign(routes, {
    orders: outcomes,
    requests,
    setStatus(status: RequestStatus, failure?: FulfillmentRequest['failure']) {
      // The last is the one from before.
      for (const one of requests.slice(0, -1)) Object.assign(one, {status}, failure && {failure});
    },
  });
}

function inputOf(body: unknown): {orderIds: string[]; notifyCustomer?: boolean; dryRun?: boolean} {
  if (typeof body !== 'object' || body === null || !('orderIds' in body)) throw new Error('There are no orderIds.');
  return body as {orderIds: string[]};
}

function newRequest(number: number, service: string, at: string, status: RequestStatus): FulfillmentRequest {
  return {
    id: `request-${number}-${at}`,
    orderId: gidOf(number),
    orderName: `#${number}`,
    serviceId: service,
    serviceName: service,
    locationId: 'gid://shopify/Location/1',
    status,
    lines: [],
    delivery: null,
    answer: null,
    history: [],
    createdAt: at,
    updatedAt: at,
  };
}

export interface ListAction extends Page {
  closed: () => number;
}

/** @param selected numbers of orders */
export async function openListAction(shop: Routes, selected: number[], locale: Locale = 'en'): Promise<ListAction> {
  let closed = 0;
  const real = globalThis.fetch;
  const folder = 'orders-list';
  const extension = setUpExtension('admin.order-index.selection-action.render', {configSearchDir: folderOf(folder)});
  extension.shopify.close = () => {
    closed++;
  };
  const page = await openPage(extension, shop, locale, real, {folder, selected: selected.map(gidOf)});
  return Object.assign(page, {closed: () => closed});
}
