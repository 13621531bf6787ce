/** Finds the requests that a send of many orders made, to show where they stand. */
import type {FulfillmentRequest} from '../../../core/wire.ts';
import type {Result} from '../../shared/call.ts';
import type {ManyOrdersApi} from './api.ts';

/** The API's most. */
const pageSize = 100;
/** 1000 orders with three services each, and others' requests between them. */
const pageLimit = 40;

/** What tells the requests of this send from all others. */
export interface Sent {
  orderIds: ReadonlySet<string>;
  /** When the newest request before the send was made, by the app's clock; empty if there was none. */
  since: string;
}

/** The mark for {@link Sent.since}; take it before the send. */
export async function markNow(api: ManyOrdersApi): Promise<Result<string>> {
  const newest = await api.requests(1, null);
  return newest.ok ? {ok: true, value: newest.value.items[0]?.createdAt ?? ''} : newest;
}

/** The requests of the send, newest first. */
export async function readRequests(
  api: ManyOrdersApi,
  {orderIds, since}: Sent,
): Promise<Result<{requests: FulfillmentRequest[]}>> {
  const requests: FulfillmentRequest[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < pageLimit; page++) {
    const answer = await api.requests(pageSize, cursor);
    if (!answer.ok) return answer;
    const {items, nextCursor} = answer.value;
    requests.push(...items.filter(({orderId, createdAt}) => createdAt > since && orderIds.has(orderId)));
    if (nextCursor === null || items.some(({createdAt}) => createdAt <= since)) break;
    cursor = nextCursor;
  }
  return {ok: true, value: {requests}};
}
