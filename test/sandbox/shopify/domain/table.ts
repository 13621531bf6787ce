// The records of one type, by id, oldest first.
import {canonicalId, parseGid} from './ids.ts';

interface Identified {
  readonly id: string;
}

/** Records by id, in the order in which they came. */
export class Table<T extends Identified> {
  readonly type: string;
  readonly #records = new Map<string, T>();

  constructor(type: string) {
    this.type = type;
  }

  add(record: T): T {
    this.#records.set(canonicalId(record.id), record);
    return record;
  }

  /** The record of this id; undefined if there is none, or if the id is of another type. */
  get(id: string): T | undefined {
    return parseGid(id)?.type === this.type ? this.#records.get(canonicalId(id)) : undefined;
  }

  delete(record: T): void {
    this.#records.delete(canonicalId(record.id));
  }

  all(): T[] {
    return [...this.#records.values()];
  }
}
