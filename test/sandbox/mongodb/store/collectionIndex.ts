/** One index of a collection: its definition, and its entries in order. */
import {compare} from '../bson/compare.ts';
import {type Doc, typeOrder} from '../bson/types.ts';
import {type Matcher} from '../query/types.ts';
import {valuesAt} from '../query/path.ts';
import {indexKeys, type IndexKey} from './indexKeys.ts';
import {SortedList} from './sortedList.ts';

/** A stored document and its place in the collection. Another document may take its place; no document is ever changed. */
export interface Stored {
  /** Rises with each insert: the natural order. */
  readonly sequence: number;
  doc: Doc;
}

/** An index as `createIndexes` gives and `listIndexes` shows it. */
export interface IndexDefinition {
  v: 2;
  key: Doc;
  name: string;
  unique?: true;
  sparse?: true;
  hidden?: true;
  partialFilterExpression?: Doc;
  expireAfterSeconds?: number;
}

export interface IndexField {
  path: string;
  parts: readonly string[];
  direction: 1 | -1;
}

interface Entry {
  key: IndexKey;
  stored: Stored;
}

/** Part of an index: the first fields at these values, and the next between two bounds of one type. */
export interface Scan {
  prefix: unknown[];
  range?: Range | undefined;
  reverse?: boolean;
}

export interface Range {
  /** The type's place in MongoDB's order; bounds never reach beyond it. */
  type: number;
  low?: {value: unknown; inclusive: boolean} | undefined;
  high?: {value: unknown; inclusive: boolean} | undefined;
}

export class CollectionIndex {
  definition: IndexDefinition;
  readonly fields: readonly IndexField[];
  /** Which fields have ever gone through an array. */
  readonly multikey: boolean[];
  readonly #covers: Matcher | undefined;
  readonly #entries: SortedList<Entry>;

  constructor(definition: IndexDefinition, covers: Matcher | undefined) {
    this.definition = definition;
    this.fields = Object.keys(definition.key).map((path) => ({
      path,
      parts: path.split('.'),
      direction: Number(definition.key[path]) < 0 ? -1 : 1,
    }));
    this.multikey = this.fields.map(() => false);
    this.#covers = covers;
    this.#entries = new SortedList((a, b) => this.#compareKeys(a.key, b.key) || a.stored.sequence - b.stored.sequence);
  }

  /** The keys this index holds for a document; none if it leaves the document out. */
  keysOf(doc: Doc): IndexKey[] {
    if (this.#covers && !this.#covers(doc)) return [];
    if (this.definition.sparse && !this.fields.some(({parts}) => valuesAt(doc, parts, false).some(isPresent)))
      return [];
    const {keys, multikey} = indexKeys(
      doc,
      this.fields.map(({parts}) => parts),
    );
    multikey.forEach((is, i) => {
      if (is) this.multikey[i] = true;
    });
    return keys;
  }

  /** A key of these that another document has already. */
  taken(keys: IndexKey[], by?: Stored): IndexKey | undefined {
    return keys.find((key) => {
      for (const stored of this.scan({prefix: key})) if (stored !== by) return true;
      return false;
    });
  }

  add(stored: Stored, keys: IndexKey[]): void {
    for (const key of keys) this.#entries.insert({key, stored});
  }

  remove(stored: Stored, keys: IndexKey[]): void {
    for (const key of keys) this.#entries.remove({key, stored});
  }

  /** The documents of a part of the index, in its order. One with several keys may come several times. */
  *scan({prefix, range, reverse = false}: Scan): Generator<Stored> {
    const place = (entry: Entry, edge: 'start' | 'end') => {
      for (let i = 0; i < prefix.length; i++) {
        const order = compare(entry.key[i], prefix[i]);
        if (order !== 0) return order * (this.fields[i] as IndexField).direction;
      }
      if (range === undefined) return 0;
      const {direction} = this.fields[prefix.length] as IndexField;
      const bound = (edge === 'start') === (direction === 1) ? range.low : range.high;
      return direction * placeInRange(entry.key[prefix.length], range, bound);
    };
    const before = (entry: Entry) => place(entry, 'start') < 0;
    const past = (entry: Entry) => place(entry, 'end') > 0;
    for (const entry of this.#entries.range(before, past, reverse)) yield entry.stored;
  }

  #compareKeys(a: IndexKey, b: IndexKey): number {
    for (let i = 0; i < this.fields.length; i++) {
      const order = compare(a[i], b[i]);
      if (order !== 0) return order * (this.fields[i] as IndexField).direction;
    }
    return 0;
  }
}

const isPresent = (value: unknown) => value !== undefined;

// Below, within or above the range, as far as one of its bounds says
function placeInRange(value: unknown, range: Range, bound: Range['low']): number {
  const types = typeOrder(value) - range.type;
  if (types !== 0 || bound === undefined) return types;
  const order = compare(value, bound.value);
  if (order !== 0) return order;
  if (bound.inclusive) return 0;
  return bound === range.low ? -1 : 1;
}
