/** `npm run postmark:webhook`: prints what to enter in Postmark's webhook settings. The password is a secret: not for a log. */
import {loadConfig} from '../core/config.ts';
import {webhookCredentials} from '../core/email/webhookCredentials.ts';

const config = loadConfig();
const {user, password} = webhookCredentials(config.POSTMARK_SERVER_TOKEN);
process.stdout.write(`URL       ${config.APP_URL}/postmark/events\nUser      ${user}\nPassword  ${password}\n`);
process.stdout.write('Triggers  Delivery, Bounce, Spam complaint, Open, Subscription change\n');
