/** Failures with fulfillment services, their removal, and products. */
import type {ErrorEntry} from './entry.ts';

export const serviceErrors = {
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
  product_not_found: {status: 404, retryable: false, message: 'This product does not exist in this shop.'},
  variant_not_found: {status: 404, retryable: false, message: 'This variant does not belong to the product.'},
  last_location: {
    status: 409,
    retryable: false,
    message: 'Shopify needs every product stocked in at least one location. Choose another place for it first.',
  },
} as const satisfies Record<string, ErrorEntry>;
