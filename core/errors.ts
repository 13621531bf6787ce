/**
 * Every failure a person or a caller can meet, with its HTTP status, whether trying again can help, and its sentence.
 * The API, the extensions and the request's `failure` all speak these codes; add a code here before you use it.
 */
export const errorTable = {
  // The caller
  unauthenticated: {status: 401, retryable: false, message: 'Your session has ended. Reload the page and try again.'},
  forbidden: {
    status: 403,
    retryable: false,
    message: 'This app has no access to that. Check its permissions in Shopify.',
  },
  not_found: {
    status: 404,
    retryable: false,
    message: 'There is nothing at this address. Check the link and try again.',
  },
  method_not_allowed: {status: 405, retryable: false, message: 'This address does not take that method.'},
  invalid_json: {status: 400, retryable: false, message: 'The request is not valid JSON. Send a JSON object.'},
  invalid_input: {
    status: 422,
    retryable: false,
    message: 'Some of what was entered cannot be used. Correct it and try again.',
  },
  body_too_large: {status: 413, retryable: false, message: 'The request is larger than 1 MB. Send less at once.'},
  invalid_signature: {status: 401, retryable: false, message: 'The signature of this message is not valid.'},
  rate_limited: {status: 429, retryable: true, message: 'Too many requests. Wait a moment and try again.'},
  internal: {status: 500, retryable: true, message: 'Something went wrong on our side. Try again in a minute.'},
  database_unavailable: {
    status: 503,
    retryable: true,
    message: 'The app cannot reach its database. Try again in a minute.',
  },

  // Idempotency
  idempotency_key_missing: {
    status: 400,
    retryable: false,
    message: 'Send an Idempotency-Key header with this request.',
  },
  idempotency_key_reused: {
    status: 422,
    retryable: false,
    message: 'This Idempotency-Key was already used for another request. Use a new one.',
  },
  idempotency_in_progress: {
    status: 409,
    retryable: true,
    message: 'The same request is still being worked on. Try again in a moment.',
  },

  // Fulfillment services
  service_not_found: {status: 404, retryable: false, message: 'This fulfillment service does not exist in this shop.'},
  service_name_taken: {
    status: 409,
    retryable: false,
    message: 'A fulfillment service with this name, or one too like it, already exists. Choose another name.',
  },
  service_name_invalid: {
    status: 422,
    retryable: false,
    message: 'Shopify does not accept this name for a fulfillment service. Choose another name.',
  },
  service_not_active: {
    status: 409,
    retryable: false,
    message: 'This fulfillment service is not active. Reactivate it first.',
  },
  service_deleted: {
    status: 409,
    retryable: false,
    message:
      'The fulfillment service does not exist in Shopify any more, so this request was ended. If it had the email already, ask it whether it ships.',
  },
  service_owned_by_other_app: {
    status: 409,
    retryable: false,
    message: 'This fulfillment service belongs to another app. Change it there.',
  },
  removal_under_way: {
    status: 409,
    retryable: false,
    message: 'This fulfillment service is being removed already. Look at how far it is.',
  },
  removal_destination_invalid: {
    status: 422,
    retryable: false,
    message: 'This place cannot take over. Choose another one.',
  },
  removal_destination_in_use: {
    status: 409,
    retryable: true,
    message: 'This service is taking over from another one at this moment. Wait until that is done.',
  },
  removal_blocked: {
    status: 409,
    retryable: false,
    message: 'Something stands against removing this service. See to it first, then try again.',
  },
  removal_too_late: {
    status: 409,
    retryable: false,
    message: 'The service is being deleted at this moment, so this cannot be stopped any more.',
  },
  email_address_invalid: {
    status: 422,
    retryable: false,
    message: 'This email address cannot receive mail. Check it for typing errors.',
  },

  // Products
  product_not_found: {status: 404, retryable: false, message: 'This product does not exist in this shop.'},
  variant_not_found: {status: 404, retryable: false, message: 'This variant does not belong to the product.'},
  last_location: {
    status: 409,
    retryable: false,
    message: 'Shopify needs every product stocked in at least one location. Choose another place for it first.',
  },

  // Orders and fulfillment requests
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

  // Shopify
  shopify_unavailable: {
    status: 503,
    retryable: true,
    message: 'Shopify does not answer. We will try again by ourselves.',
  },
  shopify_throttled: {
    status: 503,
    retryable: true,
    message: 'Shopify asks us to slow down. We will go on in a moment.',
  },
  shopify_outcome_unknown: {
    status: 503,
    retryable: true,
    message: 'Shopify did not say whether it made the change. We are looking it up.',
  },
  shopify_unauthorized: {
    status: 401,
    retryable: false,
    message: 'The app is not connected to this shop any more. Open the app in Shopify to connect it.',
  },
  shopify_access_denied: {
    status: 403,
    retryable: false,
    message: 'The app lacks a permission in Shopify. Open the app and accept its new permissions.',
  },
  shopify_rejected: {status: 422, retryable: false, message: 'Shopify refused the change.'},

  // Email
  email_recipient_inactive: {
    status: 422,
    retryable: false,
    message:
      'This address bounced or complained before, so mail to it is blocked. Change the address, or lift the block, then retry.',
  },
  email_address_blocked: {
    status: 409,
    retryable: true,
    message:
      'Mail to this service is blocked: an email came back or was marked as spam. Nothing was sent. Change the address, or have it sent to again; what waits then goes out by itself.',
  },
  email_block_stays: {status: 409, retryable: false, message: 'This block cannot be lifted. Use another address.'},
  email_rejected: {
    status: 422,
    retryable: false,
    message: 'The email was refused as it is. Check the address of the fulfillment service, then retry.',
  },
  email_unavailable: {
    status: 503,
    retryable: true,
    message: 'The email provider does not answer. We will try again by ourselves.',
  },
  email_outcome_unknown: {
    status: 503,
    retryable: true,
    message:
      'The email provider did not say whether the email was accepted. We are looking it up and will not send twice.',
  },
  email_unconfirmed: {
    status: 503,
    retryable: true,
    message:
      'It is still not known whether this email went out. We go on looking and send nothing twice. Ask the service, and say here whether it arrived.',
  },
  email_account_blocked: {
    status: 503,
    retryable: true,
    message: 'The email account cannot send at the moment. Nothing is lost: sending goes on once it is put right.',
  },
} as const satisfies Record<string, {status: number; retryable: boolean; message: string}>;

/** A key of {@link errorTable}. */
export type ErrorCode = keyof typeof errorTable;

export interface AppErrorOptions {
  /** What a program can read: field errors, ids. Never a customer's data, never a secret. */
  details?: unknown;
  /** The sentence for people, where the table's own is too general. */
  message?: string;
  /** For the log alone. */
  cause?: unknown;
  /** Do not try again before so many milliseconds have passed. */
  retryAfterMs?: number;
}

/** The one error class of the app: a code, an HTTP status, a sentence for people, and whether trying again can help. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly status: number;
  readonly retryable: boolean;
  readonly details: unknown;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const entry = errorTable[code];
    super(options.message ?? entry.message, options.cause === undefined ? {} : {cause: options.cause});
    this.name = 'AppError';
    this.code = code;
    this.status = entry.status;
    this.retryable = entry.retryable;
    this.details = options.details;
    this.retryAfterMs = options.retryAfterMs;
  }
}
