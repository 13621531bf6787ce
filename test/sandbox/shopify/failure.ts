/** Shopify's words for a failure of its own. */
import type {ErrorJson} from './document.ts';

const requestId = '00000000-0000-4000-8000-000000000000';

/** A top-level INTERNAL_SERVER_ERROR. */
export function internalError(): ErrorJson {
  const message = `Internal error. Looks like something went wrong on our end.\nRequest ID: ${requestId} (include this in support requests).`;
  return {message, extensions: {code: 'INTERNAL_SERVER_ERROR', requestId}};
}
