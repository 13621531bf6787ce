/** Which requests need a person. */
import type {Filter} from 'mongodb';
import type {StoredRequest} from './types.ts';

/** Ends only when somebody does something outside of the request: the app is not connected, the email account cannot send, no
 * address of the service takes mail. */
const stuckCodes = ['shopify_unauthorized', 'shopify_access_denied', 'email_account_blocked', 'email_address_blocked'];

/** Failed, declined, not delivered, stuck, a notice that did not arrive or came too late, or emailed and not marked as fulfilled for a reason. To be joined with the shop. */
export function needsAttention(): Filter<StoredRequest> {
  return {
    $or: [
      {status: {$in: ['failed', 'declined']}},
      // Where the email alone fulfils, a declined request keeps its status.
      {'answer.kind': 'declined', status: {$nin: ['cancelled', 'preparing']}},
      {noticeAlarm: true},
      {undelivered: true, status: {$nin: ['cancelled', 'preparing']}},
      {status: {$in: ['sent', 'confirmed']}, 'failure.code': {$exists: true}},
      {status: 'queued', 'failure.code': {$in: stuckCodes}},
      // Whether the email arrived, a person knows.
      {status: 'unknown', 'failure.code': 'email_unconfirmed'},
    ],
  };
}
