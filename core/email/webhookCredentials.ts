/** Basic auth of Postmark's calls to the app. Postmark signs nothing, so a password in the webhook's settings is what tells them apart. */
import {createHmac} from 'node:crypto';

/** User and password for the webhook at `/postmark/events`: made from the server token, so that no further secret is to be kept. */
export function webhookCredentials(serverToken: string): {user: string; password: string} {
  const password = createHmac('sha256', serverToken).update('postmark webhook').digest('base64url');
  return {user: 'postmark', password};
}
