/** Makes the requests of many orders in one call: everything that remains at services; what cannot be sent is told, not dropped. */
import type {Context} from '../context.ts';
import {gid} from '../ids.ts';
import {toAppError} from '../errors.ts';
import {createRequests, type Caller} from './create.ts';
import {createManyInput, parseInput} from './input.ts';

export interface ManyResult {
  accepted: string[];
  skipped: {orderId: string; reason: {code: string; message: string}}[];
}

/** Orders read at the same time: the shop's rate limit, not this, is what bounds the speed. */
const parallel = 4;

/**
 * @param input `{orderIds: [≤ 1000], notifyCustomer?}`
 * @returns order ids as gids, in the order asked for
 * @throws AppError `invalid_input`; whatever concerns one order is in `skipped`
 */
export async function createRequestsForOrders(
  ctx: Context,
  shop: string,
  input: unknown,
  caller: Caller,
): Promise<ManyResult> {
  const {orderIds, notifyCustomer} = parseInput(createManyInput, input);
  const ids = [...new Set(orderIds.map((id) => gid('Order', id)))];
  const reasons = new Map<string, {code: string; message: string}>();
  let next = 0;
  const work = async () => {
    for (let id = ids[next++]; id !== undefined; id = ids[next++]) {
      try {
        await createRequests(ctx, shop, id, {notifyCustomer}, caller);
      } catch (thrown) {
        const {code, message} = toAppError(thrown);
        if (code === 'internal') ctx.log.error({err: thrown, shop, order: id}, 'order skipped');
        reasons.set(id, {code, message});
      }
    }
  };
  await Promise.all(Array.from({length: parallel}, work));
  return {
    accepted: ids.filter((id) => !reasons.has(id)),
    skipped: ids.flatMap((orderId) => {
      const reason = reasons.get(orderId);
      return reason ? [{orderId, reason}] : [];
    }),
  };
}
