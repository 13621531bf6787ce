/** The app's API, as the home page uses it. */
import type {
  FulfillmentRequest,
  OrderFulfillment,
  Service,
  ServiceInput,
  ServiceStatus,
} from '../../../../core/wire.ts';
import type {Result} from './answer.ts';
import {call} from './call.ts';

/** A part of a list; `nextCursor` is where the rest begins. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** A product of which some variants are at a service. */
export interface ServiceProduct {
  productId: string;
  title: string;
  variants: {id: string; title: string; sku: string | null; available: number | null}[];
}

export interface RequestQuery {
  /** A list of statuses, separated by commas. */
  status?: string;
  serviceId?: string;
  /** As the merchant knows it: `#1001`, or 1001. */
  orderName?: string;
  attention?: 'true';
  cursor?: string;
  limit?: string;
}

export type ServicePatch = Partial<ServiceInput> & {status?: Extract<ServiceStatus, 'active' | 'paused'>};

type RequestAction = 'retry' | 'resend' | 'cancel' | 'dismiss' | 'arrived' | 'not-arrived';

export const app = {
  services: () => call<Page<Service>>('GET', '/api/services'),
  service: (id: string) => one<Service>('GET', `/api/services/${encodeURIComponent(id)}`, 'service'),
  activate: (input: ServiceInput) => one<Service>('POST', '/api/services', 'service', input),
  edit: (id: string, patch: ServicePatch) =>
    one<Service>('PATCH', `/api/services/${encodeURIComponent(id)}`, 'service', patch),
  reactivateAddress: (id: string, address: string) =>
    one<Service>('POST', `/api/services/${encodeURIComponent(id)}/addresses/reactivation`, 'service', {address}),
  sendTestEmail: (id: string) =>
    call<{messageId: string}>('POST', `/api/services/${encodeURIComponent(id)}/test-email`, {}),
  products: (id: string, cursor: string | null) =>
    call<Page<ServiceProduct>>(
      'GET',
      `/api/services/${encodeURIComponent(id)}/products${queryOf(cursor ? {cursor} : {})}`,
    ),
  requests: (query: RequestQuery) => call<Page<FulfillmentRequest>>('GET', `/api/requests${queryOf({...query})}`),
  request: (id: string) => one<FulfillmentRequest>('GET', `/api/requests/${encodeURIComponent(id)}`, 'request'),
  act: (id: string, action: RequestAction) =>
    one<FulfillmentRequest>('POST', `/api/requests/${encodeURIComponent(id)}/${action}`, 'request', {}),
  order: (id: string) => call<OrderFulfillment>('GET', `/api/orders/${numberOf(id)}/fulfillment`),
};

/** The number in one of Shopify's ids, as addresses want it. */
export function numberOf(gid: string): string {
  return /(\d+)(?:\?.*)?$/.exec(gid)?.[1] ?? '';
}

async function one<T>(method: string, path: string, name: string, body?: unknown): Promise<Result<T>> {
  const answer = await call<Record<string, T>>(method, path, body);
  if (!answer.ok) return answer;
  const value = answer.value[name];
  if (value !== undefined) return {ok: true, value};
  return {ok: false, problem: {code: 'unreadable', message: null, retryable: true, fields: []}};
}

function queryOf(values: Record<string, string>): string {
  const query = new URLSearchParams(values).toString();
  return query && `?${query}`;
}
