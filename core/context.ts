import type {Db} from 'mongodb';
import type {Config} from './config.ts';
import type {Mailer} from './email/mailer.ts';
import type {Logger} from './logger.ts';
import type {AdminClient} from './shopify/client.ts';

/** What every use case is given first. Made once per process, in `core/start.ts`. */
export interface Context {
  config: Config;
  log: Logger;
  db: Db;
  /** The Admin API of one shop, with that shop's token and pace. */
  admin(shop: string): AdminClient;
  mailer: Mailer;
}
