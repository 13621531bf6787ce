/** What is known of the emails of a request or a notice, as the API shows it. */
import type {Delivery, FulfillmentRequest} from '../wire.ts';
import {ofRevision, type Mailed} from './types.ts';

const worstFirst: Delivery[] = ['complained', 'bounced', 'delayed', 'accepted', 'delivered'];

/** What is known of the emails of the present revision; null before anything was accepted. */
export function deliveryOf(stored: Pick<Mailed, '_id' | 'revision' | 'messages'>): FulfillmentRequest['delivery'] {
  const messages = ofRevision(stored, stored.messages);
  const known = messages.flatMap(({delivery}) => (delivery ? [delivery] : []));
  const status = worstFirst.find((one) => known.includes(one));
  if (!status) return null;
  return {
    status,
    opened: messages.some(({opened}) => opened),
    messages: messages.map(({address, messageId, state, delivery}) => ({
      address,
      messageId,
      status: delivery ?? (state === 'refused' ? 'refused' : 'pending'),
    })),
  };
}
