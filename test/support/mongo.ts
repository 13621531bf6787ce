/** A database of its own for a test: in `MONGODB_URI` if that is set, else in an embedded server in this process. */
import {randomBytes} from 'node:crypto';
import {MongoClient, type Db} from 'mongodb';
import {startMongo} from '../sandbox/mongodb/server.ts';

/** What {@link testDatabase} gives. */
export interface TestDatabase {
  /** Connection string of the server, without a database name; the name is `db.databaseName`. */
  uri: string;
  db: Db;
  client: MongoClient;
  /** Drops the database, closes the client and, if there is one, the embedded server. */
  close(): Promise<void>;
}

/** An empty database with a random name. Call `close()` when done, as in `afterAll(() => database.close())`.
 * @throws MongoServerSelectionError if `MONGODB_URI` names a server that does not answer. */
export async function testDatabase(): Promise<TestDatabase> {
  const given = process.env['MONGODB_URI'];
  const server = given ? undefined : await startMongo();
  const uri = given || server?.uri || '';
  const client = new MongoClient(uri, {serverSelectionTimeoutMS: 10_000});
  const db = client.db(`test-${randomBytes(8).toString('hex')}`);
  return {
    uri,
    db,
    client,
    async close() {
      try {
        await db.dropDatabase();
      } finally {
        await client.close();
        await server?.close();
      }
    },
  };
}
