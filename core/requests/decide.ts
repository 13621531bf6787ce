/** A person says what became of an email of which the provider does not: that it arrived, or that it did not. */
import type {Context} from '../context.ts';
import {AppError} from '../errors.ts';
import type {FulfillmentRequest} from '../wire.ts';
import {nowTold} from './destination/told.ts';
import {changeRequest, findRequest, type Change} from './store.ts';
import {toWire} from './toWire.ts';
import {toBeSent, type StoredMessage, type StoredRequest} from './types.ts';

/** The service has the email: it counts as sent.
 * @throws AppError `request_not_found`; `request_state_conflict` unless it waits for a person to say so */
export function arrived(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  return decide(ctx, shop, id, (request) => {
    const due = request.fulfillOn === 'email' || request.fulfillment?.done === true;
    const messages = request.messages.map(received);
    const dueAt = due ? new Date() : null;
    const set = {...nowTold(request), messages, message: null, failure: null, attempts: 0, crashes: 0, dueAt};
    return {status: 'sent', set, event: 'arrived', by};
  });
}

/** The service has no email: it is sent, under the same key, so that one that comes late all the same is known as the same.
 * @throws AppError as {@link arrived} */
export function notArrived(ctx: Context, shop: string, id: string, by: string): Promise<FulfillmentRequest> {
  return decide(ctx, shop, id, ({messages}) => {
    const set = {messages: toBeSent(messages), failure: null, attempts: 0, crashes: 0, dueAt: new Date()};
    return {status: 'queued', set, event: 'not arrived', by};
  });
}

const received = (message: StoredMessage): StoredMessage =>
  message.state === 'sending' ? {...message, state: 'accepted', delivery: message.delivery ?? 'accepted'} : message;

async function decide(
  ctx: Context,
  shop: string,
  id: string,
  changeOf: (request: StoredRequest) => Change,
): Promise<FulfillmentRequest> {
  const request = await findRequest(ctx.db, shop, id);
  const isAsked = request.status === 'unknown' && request.failure?.code === 'email_unconfirmed';
  const changed = isAsked ? await changeRequest(ctx.db, request, changeOf(request)) : null;
  if (!changed) throw new AppError('request_state_conflict', {details: {status: request.status}});
  return toWire(changed);
}
