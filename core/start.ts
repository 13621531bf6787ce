/** Makes the context of a process: the database, the shops' Admin clients, the mailer. */
import type {Config} from './config.ts';
import type {Context} from './context.ts';
import {holdingMailer} from './email/account/mailer.ts';
import {rememberingBlocks} from './email/health/mailer.ts';
import {createPostmarkMailer} from './email/postmark.ts';
import type {Logger} from './logger.ts';
import {connect, type Connection} from './mongo/connect.ts';
import {ensureIndexes} from './mongo/indexes.ts';
import {patiently} from './mongo/patience.ts';
import {createAdminClients} from './shopify/adminClient.ts';
import {createTokens} from './shops/tokens.ts';

/** A context and its end. */
export interface Started {
  ctx: Context;
  close: () => Promise<void>;
}

/** Connects and makes what every use case needs.
 * @throws MongoServerSelectionError if the database does not answer for a minute */
export async function start(config: Config, log: Logger): Promise<Started> {
  const {db, close} = await patiently(log, () => connectAndPrepare(config));
  const tokens = createTokens({config, log, db});
  const admin = createAdminClients({config, log, tokens});
  const stream = config.POSTMARK_MESSAGE_STREAM;
  const held = holdingMailer(createPostmarkMailer({config, log}), {db, log});
  const mailer = rememberingBlocks(held, {db, log, stream});
  return {ctx: {config, log, db, admin, mailer}, close};
}

async function connectAndPrepare(config: Config): Promise<Connection> {
  const connection = await connect(config);
  try {
    await ensureIndexes(connection.db);
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}
