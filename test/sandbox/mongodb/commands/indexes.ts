/** createIndexes, listIndexes, dropIndexes and collMod. */
import {equal} from '../bson/compare.ts';
import {toNumber} from '../bson/numbers.ts';
import {type Doc, isDoc, isNumeric} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {compileFilter} from '../query/filter.ts';
import {type Collection} from '../store/collection.ts';
import {type IndexDefinition} from '../store/collectionIndex.ts';
import {
  checkFields,
  collectionOf,
  type Command,
  docOf,
  docsOf,
  filterContext,
  type Request,
  wholeOf,
} from './command.ts';
import {parseIndex} from './indexDefinition.ts';

function existing({store, db, body}: Request): Collection {
  const name = collectionOf(body);
  const collection = store.find(db, name);
  if (!collection) throw new CommandError(26, `ns does not exist: ${db}.${name}`);
  return collection;
}

export const createIndexes: Command = {
  fields: ['createIndexes', 'indexes', 'commitQuorum', 'ignoreUnknownIndexOptions'],
  run({store, db, body}) {
    const given = docsOf(body, 'indexes');
    if (given.length === 0) throw new CommandError(2, 'Must specify at least one index to create');
    const definitions = given.map(parseIndex);
    const name = collectionOf(body);
    const createdCollectionAutomatically = store.find(db, name) === undefined;
    const collection = store.open(db, name);
    const numIndexesBefore = collection.indexes.size;
    for (const definition of definitions) {
      if (exists(collection, definition)) continue;
      const {partialFilterExpression} = definition;
      collection.addIndex(
        definition,
        partialFilterExpression && compileFilter(partialFilterExpression, filterContext({})),
      );
    }
    const numIndexesAfter = collection.indexes.size;
    const note = numIndexesAfter === numIndexesBefore ? {note: 'all indexes already exist'} : {};
    return {numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ...note};
  },
};

const options = (definition: IndexDefinition): Doc => ({
  unique: definition.unique ?? false,
  sparse: definition.sparse ?? false,
  partialFilterExpression: definition.partialFilterExpression ?? null,
  expireAfterSeconds: definition.expireAfterSeconds ?? null,
});

/** Whether the same index exists.
 * @throws CommandError IndexKeySpecsConflict or IndexOptionsConflict if one exists that is nearly the same */
function exists(collection: Collection, definition: IndexDefinition): boolean {
  const {name, key} = definition;
  const sameOptions = (other: IndexDefinition) => equal(options(other), options(definition));
  const named = collection.indexes.get(name)?.definition;
  if (named) {
    if (!equal(named.key, key)) {
      throw new CommandError(
        86,
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Please refer to our documentation. Requested index: ${JSON.stringify(definition)}, existing index: ${JSON.stringify(named)}`,
      );
    }
    if (sameOptions(named)) return true;
    throw new CommandError(
      85,
      `An equivalent index already exists with the same name but different options. Requested index: ${JSON.stringify(definition)}, existing index: ${JSON.stringify(named)}`,
    );
  }
  for (const {definition: other} of collection.indexes.values()) {
    // MongoDB allows several indexes of one key if their partial filters differ
    if (
      !equal(other.key, key) ||
      !equal(options(other)['partialFilterExpression'], options(definition)['partialFilterExpression'])
    )
      continue;
    throw new CommandError(
      85,
      sameOptions(other)
        ? `Index already exists with a different name: ${other.name}`
        : `An equivalent index already exists with a different name and options: ${other.name}`,
    );
  }
  return false;
}

export const listIndexes: Command = {
  fields: ['listIndexes', 'cursor'],
  run(request) {
    const definitions = Array.from(existing(request).indexes.values(), ({definition}): Doc => ({...definition}));
    const cursor = docOf(request.body, 'cursor', {});
    checkFields('cursor', cursor, ['batchSize']);
    return request.cursors.start(
      `${request.db}.${collectionOf(request.body)}`,
      definitions,
      wholeOf(cursor, 'batchSize'),
    );
  },
};

export const dropIndexes: Command = {
  fields: ['dropIndexes', 'deleteIndexes', 'index'],
  run(request) {
    const collection = existing(request);
    const nIndexesWas = collection.indexes.size;
    for (const name of namesToDrop(collection, request.body['index'])) collection.indexes.delete(name);
    return {nIndexesWas};
  },
};

function namesToDrop(collection: Collection, index: unknown): string[] {
  if (index === '*') return [...collection.indexes.keys()].filter((name) => name !== '_id_');
  if (Array.isArray(index)) return index.flatMap((one: unknown) => namesToDrop(collection, one));
  const found = [...collection.indexes.values()].find(({definition}) =>
    isDoc(index) ? equal(definition.key, index) : definition.name === index,
  );
  if (!found) {
    throw new CommandError(
      27,
      isDoc(index)
        ? `can't find index with key: ${JSON.stringify(index)}`
        : `index not found with name [${String(index)}]`,
    );
  }
  if (found.definition.name === '_id_') throw new CommandError(72, 'cannot drop _id index');
  return [found.definition.name];
}

/** Only for the expiry and the visibility of an index. */
export const collMod: Command = {
  fields: ['collMod', 'index'],
  run(request) {
    const collection = existing(request);
    const change = docOf(request.body, 'index', {});
    checkFields('collMod.index', change, ['keyPattern', 'name', 'expireAfterSeconds', 'hidden']);
    if (Object.keys(change).length === 0) throw unsupported('collMod without an index');
    const found = [...collection.indexes.values()].find(({definition}) =>
      isDoc(change['keyPattern']) ? equal(definition.key, change['keyPattern']) : definition.name === change['name'],
    );
    if (!found) throw new CommandError(27, 'cannot find index for collMod');
    const answer: Doc = {};
    const {definition} = found;
    const seconds = change['expireAfterSeconds'];
    if (seconds !== undefined) {
      if (!isNumeric(seconds)) throw new CommandError(14, 'expireAfterSeconds must be a number');
      answer['expireAfterSeconds_old'] = definition.expireAfterSeconds;
      answer['expireAfterSeconds_new'] = seconds;
      found.definition = {...definition, expireAfterSeconds: toNumber(seconds)};
    }
    if (typeof change['hidden'] === 'boolean') {
      const {hidden, ...rest} = found.definition;
      Object.assign(answer, {hidden_old: hidden ?? false, hidden_new: change['hidden']});
      found.definition = change['hidden'] ? {...rest, hidden: true} : rest;
    }
    return answer;
  },
};
