/** A collection: its documents by `_id`, its indexes, and the rule that a write which breaks a unique index changes nothing. */
import {ObjectId} from 'bson';
import {maxDocumentSize, sizeOf} from '../bson/codec.ts';
import {keyOf} from '../bson/compare.ts';
import {show} from '../bson/show.ts';
import {bsonType, type Doc, own} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {type Matcher} from '../query/types.ts';
import {CollectionIndex, type IndexDefinition, type Stored} from './collectionIndex.ts';
import {type IndexKey} from './indexKeys.ts';

export class Collection {
  readonly namespace: string;
  readonly uuid: string = crypto.randomUUID();
  readonly indexes = new Map<string, CollectionIndex>();
  readonly #documents = new Map<string, Stored>();
  #sequence = 0;

  /** @param namespace as in `database.collection` */
  constructor(namespace: string) {
    this.namespace = namespace;
    this.indexes.set('_id_', new CollectionIndex({v: 2, key: {_id: 1}, name: '_id_'}, undefined));
  }

  get size(): number {
    return this.#documents.size;
  }

  /** All documents in natural order: as inserted. */
  all(): Iterable<Stored> {
    return this.#documents.values();
  }

  byId(id: unknown): Stored | undefined {
    return this.#documents.get(keyOf(id));
  }

  /** Inserts a document, which this collection then owns; one without `_id` gets an ObjectId.
   * @throws CommandError DuplicateKey, InvalidIdField or BSONObjectTooLarge */
  insert(given: Doc): Doc {
    const doc = '_id' in given && Object.keys(given)[0] === '_id' ? given : {_id: new ObjectId(), ...given};
    if (doc['_id'] === undefined) doc['_id'] = new ObjectId();
    checkId(doc['_id']);
    checkSize(doc);
    const stored: Stored = {sequence: this.#sequence++, doc};
    const id = keyOf(doc['_id']);
    const idIndex = this.indexes.get('_id_');
    if (idIndex && this.#documents.has(id)) throw this.#duplicate(idIndex, [doc['_id']]);
    const entries = this.#checkedKeys(doc, undefined);
    this.#documents.set(id, stored);
    for (const [index, keys] of entries) index.add(stored, keys);
    return doc;
  }

  /** Puts another document in the place of a stored one.
   * @throws CommandError ImmutableField if `_id` differs; DuplicateKey; in both cases nothing has changed */
  replace(stored: Stored, doc: Doc): void {
    if (keyOf(own(doc, '_id')) !== keyOf(stored.doc['_id'])) {
      throw new CommandError(66, `Performing an update on the path '_id' would modify the immutable field '_id'`);
    }
    checkSize(doc);
    const entries = this.#checkedKeys(doc, stored);
    for (const [index] of entries) index.remove(stored, index.keysOf(stored.doc));
    stored.doc = doc;
    for (const [index, keys] of entries) index.add(stored, keys);
  }

  remove(stored: Stored): void {
    for (const index of this.indexes.values()) index.remove(stored, index.keysOf(stored.doc));
    this.#documents.delete(keyOf(stored.doc['_id']));
  }

  /** Builds an index over what is there.
   * @throws CommandError DuplicateKey if it is unique and the documents are not; then it does not exist */
  addIndex(definition: IndexDefinition, covers: Matcher | undefined): void {
    const index = new CollectionIndex(definition, covers);
    for (const stored of this.#documents.values()) {
      const keys = index.keysOf(stored.doc);
      const taken = definition.unique && index.taken(keys, stored);
      if (taken) throw this.#duplicate(index, taken);
      index.add(stored, keys);
    }
    this.indexes.set(definition.name, index);
  }

  // The keys of a document in each index, once it is sure that no unique index forbids them
  #checkedKeys(doc: Doc, by: Stored | undefined): [CollectionIndex, IndexKey[]][] {
    return Array.from(this.indexes.values(), (index) => {
      const keys = index.keysOf(doc);
      const taken = index.definition.unique && index.taken(keys, by);
      if (taken) throw this.#duplicate(index, taken);
      return [index, keys];
    });
  }

  #duplicate(index: CollectionIndex, key: IndexKey): CommandError {
    const keyValue = Object.fromEntries(index.fields.map(({path}, i) => [path, key[i] ?? null]));
    return new CommandError(
      11000,
      `E11000 duplicate key error collection: ${this.namespace} index: ${index.definition.name} dup key: ${show(keyValue)}`,
      {keyPattern: index.definition.key, keyValue},
    );
  }
}

function checkId(id: unknown): void {
  const kind = Array.isArray(id) ? 'array' : bsonType(id) === 'BSONRegExp' ? 'regex' : undefined;
  if (kind) throw new CommandError(53, `The '_id' value cannot be of type ${kind}`);
}

function checkSize(doc: Doc): void {
  const size = sizeOf(doc);
  if (size > maxDocumentSize) {
    throw new CommandError(
      10334,
      `BSONObj size: ${size} is invalid. Size must be between 0 and ${maxDocumentSize}(16MB)`,
    );
  }
}
