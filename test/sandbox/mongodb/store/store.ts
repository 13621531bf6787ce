/** All databases of one server, in memory. */
import {CommandError} from '../errors.ts';
import {Collection} from './collection.ts';

export class Store {
  readonly #databases = new Map<string, Map<string, Collection>>();

  /** Names of the databases that hold a collection. */
  databases(): string[] {
    return [...this.#databases.keys()].toSorted();
  }

  /** The collections of a database, by name. */
  collections(database: string): ReadonlyMap<string, Collection> {
    return this.#databases.get(database) ?? new Map<string, Collection>();
  }

  /** A collection, undefined if it does not exist. */
  find(database: string, name: string): Collection | undefined {
    return this.#databases.get(database)?.get(name);
  }

  /** A collection, made if it does not exist, as MongoDB does on the first write.
   * @throws CommandError InvalidNamespace */
  open(database: string, name: string): Collection {
    const found = this.find(database, name);
    if (found) return found;
    checkName(database, name);
    const collection = new Collection(`${database}.${name}`);
    const collections = this.#databases.get(database) ?? new Map<string, Collection>();
    collections.set(name, collection);
    this.#databases.set(database, collections);
    return collection;
  }

  drop(database: string, name: string): boolean {
    const collections = this.#databases.get(database);
    if (!collections?.delete(name)) return false;
    if (collections.size === 0) this.#databases.delete(database);
    return true;
  }

  dropDatabase(database: string): boolean {
    return this.#databases.delete(database);
  }
}

function checkName(database: string, name: string): void {
  if (database === '' || database.length > 63 || /[/\\. "$\0]/.test(database)) {
    throw new CommandError(73, `Invalid database name: '${database}'`);
  }
  if (name === '' || name.includes('\0') || name.includes('$') || name.startsWith('.')) {
    throw new CommandError(73, `Invalid collection name: ${database}.${name}`);
  }
  if (name.startsWith('system.')) throw new CommandError(73, `The sandbox has no system collections: ${name}`);
}
