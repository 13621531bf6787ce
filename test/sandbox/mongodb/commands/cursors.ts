/** Open cursors: results that did not fit into the first batch. */
import {Long} from 'bson';
import {sizeOf} from '../bson/codec.ts';
import {type Doc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';

/** MongoDB's size of a first batch for which none was asked. */
const defaultBatch = 101;
const batchBytes = 16 * 1024 * 1024;
/** MongoDB closes a cursor that nobody read from for ten minutes. */
const idleLimit = 600_000;

interface Open {
  namespace: string;
  docs: Doc[];
  at: number;
  usedAt: number;
}

export class Cursors {
  readonly #open = new Map<string, Open>();
  #last = BigInt(Date.now()) * 1000n;

  /** The first batch, and a cursor if more remains. */
  start(namespace: string, docs: Doc[], batchSize = defaultBatch, singleBatch = false): Doc {
    const open = {namespace, docs, at: 0, usedAt: Date.now()};
    const firstBatch = take(open, batchSize);
    let id = 0n;
    if (!singleBatch && open.at < docs.length) {
      id = ++this.#last;
      this.#open.set(String(id), open);
    }
    return {cursor: {firstBatch, id: Long.fromBigInt(id), ns: namespace}};
  }

  /** @throws CommandError CursorNotFound */
  more(id: string, namespace: string, batchSize = Infinity): Doc {
    this.#closeIdle();
    const open = this.#open.get(id);
    if (!open || open.namespace !== namespace) throw new CommandError(43, `cursor id ${id} not found`);
    open.usedAt = Date.now();
    const nextBatch = take(open, batchSize === 0 ? Infinity : batchSize);
    const done = open.at >= open.docs.length;
    if (done) this.#open.delete(id);
    return {cursor: {nextBatch, id: done ? Long.ZERO : Long.fromString(id), ns: namespace}};
  }

  kill(id: string): boolean {
    return this.#open.delete(id);
  }

  get size(): number {
    return this.#open.size;
  }

  #closeIdle(): void {
    for (const [id, {usedAt}] of this.#open) if (Date.now() - usedAt > idleLimit) this.#open.delete(id);
  }
}

function take(open: Open, count: number): Doc[] {
  const start = open.at;
  let bytes = 0;
  while (open.at < open.docs.length && open.at - start < count) {
    bytes += sizeOf(open.docs[open.at] as Doc) + 16;
    if (bytes > batchBytes && open.at > start) break;
    open.at++;
  }
  return open.docs.slice(start, open.at);
}
