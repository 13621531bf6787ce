/** Failures with orders and fulfillment requests. */
import type {ErrorEntry} from './entry.ts';

export const requestErrors = {
  order_not_found: {status: 404, retryable: false, message: 'This order does not exist in this shop.'},
  request_not_found: {status: 404, retryable: false, message: 'This fulfillment request does not exist in this shop.'},
  line_not_found: {
    status: 422,
    retryable: false,
    message: 'One of the items is not part of this order any more. Reload the order and try again.',
  },
  line_not_at_service: {
    status: 422,
    retryable: false,
    message: 'One of the items is not at a fulfillment service of this app. Assign it to one first.',
  },
  quantity_invalid: {status: 422, retryable: false, message: 'A quantity must be a whole number of at least 1.'},
  quantity_exceeds_remaining: {
    status: 422,
    retryable: false,
    message: 'More is asked for than remains to be fulfilled. Reload the order and lower the quantity.',
  },
  line_already_requested: {
    status: 409,
    retryable: false,
    message: 'One of the items is already in a fulfillment request that is under way.',
  },
  nothing_to_fulfill: {
    status: 409,
    retryable: false,
    message: 'Nothing remains in this order for a fulfillment service to ship.',
  },
  fulfillment_order_on_hold: {
    status: 409,
    retryable: false,
    message: 'The fulfillment of these items is on hold. Release the hold in Shopify first.',
  },
  fulfillment_order_scheduled: {
    status: 409,
    retryable: false,
    message: 'These items are scheduled for a later date. Mark them as ready in Shopify first.',
  },
  fulfillment_order_closed: {
    status: 409,
    retryable: false,
    message: 'These items are already fulfilled or cancelled. Reload the order.',
  },
  fulfillment_order_submitted: {
    status: 409,
    retryable: false,
    message: 'These items were already requested in Shopify. Cancel that request first, or wait for its answer.',
  },
  request_state_conflict: {
    status: 409,
    retryable: false,
    message: 'This fulfillment request has moved on, so that is not possible any more. Reload to see where it stands.',
  },
  order_changed: {
    status: 409,
    retryable: false,
    message:
      'The order changed before the email was sent, so nothing was sent. Look at the order and send what remains.',
  },
  app_uninstalled: {
    status: 409,
    retryable: false,
    message:
      'The app was removed from the shop, so this request was ended. If the service had the email already, ask it whether it ships.',
  },
  worker_crashed: {
    status: 500,
    retryable: true,
    message: 'Sending stopped three times without an answer, so it was set aside. Nothing was sent; try again.',
  },
} as const satisfies Record<string, ErrorEntry>;
