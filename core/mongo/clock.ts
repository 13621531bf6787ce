/** The database's clock: what processes whose own clocks differ can agree on. */
import type {Db} from 'mongodb';

/** How long a measured difference is used, in ms. */
const freshMs = 30_000;

interface Measured {
  /** Database's time less ours, in ms. */
  offset: number;
  at: number;
}

const measured = new WeakMap<object, Measured>();

/**
 * The time by the database's clock.
 * Not `$$NOW`: DocumentDB refuses it in filters. `hello` tells the server's time everywhere.
 */
export async function databaseNow(db: Db): Promise<Date> {
  const known = measured.get(db.client);
  if (known && performance.now() - known.at < freshMs) return new Date(Date.now() + known.offset);
  const hello = await db.admin().command({hello: 1});
  const theirs: unknown = hello['localTime'];
  if (!(theirs instanceof Date)) throw new Error('The database does not tell its time.');
  const offset = theirs.getTime() - Date.now();
  measured.set(db.client, {offset, at: performance.now()});
  return new Date(Date.now() + offset);
}
