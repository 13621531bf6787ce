/** One MongoDB client per process. */
import {MongoClient, type Db} from 'mongodb';
import type {Config} from '../config.ts';

export interface Connection {
  client: MongoClient;
  db: Db;
  close: () => Promise<void>;
}

/** Connects and checks that the database answers.
 * @throws MongoServerSelectionError after 10 s without an answer. */
export async function connect(config: Pick<Config, 'MONGODB_URI' | 'MONGODB_DATABASE'>): Promise<Connection> {
  const client = new MongoClient(config.MONGODB_URI, {
    serverSelectionTimeoutMS: 10_000,
    connectTimeoutMS: 10_000,
    // What a worker writes before it calls the outside must survive a failover.
    writeConcern: {w: 'majority'},
    ignoreUndefined: true,
  });
  await client.connect();
  return {client, db: client.db(config.MONGODB_DATABASE), close: () => client.close()};
}

/** Whether the database is a replica set (or a sharded cluster), and so has change streams. */
export async function hasChangeStreams(db: Db): Promise<boolean> {
  const hello = await db.admin().command({hello: 1});
  return typeof hello['setName'] === 'string' || hello['msg'] === 'isdbgrid';
}
