/** Failures of what is outside: Shopify and the email provider. */
import type {ErrorEntry} from './entry.ts';

export const outsideErrors = {
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
} as const satisfies Record<string, ErrorEntry>;
