/** A list kept in order, in chunks, so that inserting, removing and finding cost the logarithm of its length. */

const chunkLimit = 512;

export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number;
  #chunks: T[][] = [];
  #size = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  insert(item: T): void {
    this.#size++;
    const before = (other: T) => this.#compare(other, item) < 0;
    const at = Math.min(this.#chunkFrom(before), this.#chunks.length - 1);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push([item]);
      return;
    }
    chunk.splice(firstNot(chunk, before), 0, item);
    if (chunk.length > chunkLimit) this.#chunks.splice(at + 1, 0, chunk.splice(chunkLimit / 2));
  }

  /** Removes the item that compares as equal; does nothing if there is none. */
  remove(item: T): void {
    const before = (other: T) => this.#compare(other, item) < 0;
    const at = this.#chunkFrom(before);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return;
    const index = firstNot(chunk, before);
    const found = chunk[index];
    if (found === undefined || this.#compare(found, item) !== 0) return;
    this.#size--;
    chunk.splice(index, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** The items from the first that is not `before` to the last that is not `past`, or the other way round. */
  *range(before: (item: T) => boolean, past: (item: T) => boolean, reverse = false): Generator<T> {
    if (reverse) {
      yield* this.#backwards(before, past);
      return;
    }
    for (let at = this.#chunkFrom(before), first = true; at < this.#chunks.length; at++, first = false) {
      const chunk = this.#chunks[at] as T[];
      for (let i = first ? firstNot(chunk, before) : 0; i < chunk.length; i++) {
        const item = chunk[i] as T;
        if (past(item)) return;
        yield item;
      }
    }
  }

  *#backwards(before: (item: T) => boolean, past: (item: T) => boolean): Generator<T> {
    const inside = (item: T) => !past(item);
    const start = this.#chunkFrom(inside);
    for (let at = Math.min(start, this.#chunks.length - 1); at >= 0; at--) {
      const chunk = this.#chunks[at] as T[];
      for (let i = at === start ? firstNot(chunk, inside) - 1 : chunk.length - 1; i >= 0; i--) {
        const item = chunk[i] as T;
        if (before(item)) return;
        yield item;
      }
    }
  }

  // The first chunk whose last item is not `before`; the number of chunks if there is none
  #chunkFrom(before: (item: T) => boolean): number {
    return firstNot(this.#chunks, (chunk) => before(chunk[chunk.length - 1] as T));
  }
}

// `holds` is true for a first part of the list and false for the rest: where the rest begins
function firstNot<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(list[middle] as T)) low = middle + 1;
    else high = middle;
  }
  return low;
}
