/** Commands about the server, its databases and collections. */
import {Binary, Double} from 'bson';
import {sizeOf} from '../bson/codec.ts';
import {type Doc} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {compileFilter} from '../query/filter.ts';
import {type Collection} from '../store/collection.ts';
import {booleanOf, checkFields, collectionOf, type Command, docOf, filterContext, wholeOf} from './command.ts';

/** What a standalone mongod 7.0 says of itself; no `setName`, so the driver neither retries writes nor uses transactions. */
export const hello: Command = {
  fields: [
    'hello',
    'isMaster',
    'ismaster',
    'helloOk',
    'client',
    'compression',
    'loadBalanced',
    'backpressure',
    'saslSupportedMechs',
  ],
  run: () => ({
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: 1,
    minWireVersion: 0,
    maxWireVersion: 21,
    readOnly: false,
  }),
};

export const ping: Command = {fields: ['ping'], run: () => ({})};
export const endSessions: Command = {fields: ['endSessions'], run: () => ({})};

export const buildInfo: Command = {
  fields: ['buildInfo', 'buildinfo'],
  run: () => ({
    version: '7.0.0',
    gitVersion: 'embedded',
    modules: ['embedded server of the sandbox'],
    versionArray: [7, 0, 0, 0],
    bits: 64,
    debug: false,
    maxBsonObjectSize: 16_777_216,
    storageEngines: ['memory'],
  }),
};

const ignoredCreateOptions = ['create', 'collation'];

export const create: Command = {
  fields: [
    'create',
    'capped',
    'size',
    'max',
    'timeseries',
    'validator',
    'viewOn',
    'pipeline',
    'collation',
    'clusteredIndex',
    'changeStreamPreAndPostImages',
  ],
  run({store, db, body}) {
    const name = collectionOf(body);
    for (const option of create.fields) {
      const value = body[option];
      if (value === undefined || value === false || ignoredCreateOptions.includes(option)) continue;
      throw unsupported(`the option ${option} of a collection`);
    }
    if (store.find(db, name)) throw new CommandError(48, `Collection ${db}.${name} already exists.`);
    store.open(db, name);
    return {};
  },
};

export const drop: Command = {
  fields: ['drop'],
  run({store, db, body}) {
    const name = collectionOf(body);
    const nIndexesWas = store.find(db, name)?.indexes.size ?? 0;
    // MongoDB: since 7.0 dropping what does not exist succeeds
    return store.drop(db, name) ? {nIndexesWas, ns: `${db}.${name}`} : {};
  },
};

export const dropDatabase: Command = {
  fields: ['dropDatabase'],
  run: ({store, db}) => (store.dropDatabase(db) ? {dropped: db} : {}),
};

export const listCollections: Command = {
  fields: ['listCollections', 'filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run({store, db, body, cursors}) {
    const matches = compileFilter(docOf(body, 'filter', {}), filterContext({}));
    const nameOnly = booleanOf(body, 'nameOnly', false);
    const docs = Array.from(store.collections(db), ([name, {uuid}]): Doc => {
      const summary = {name, type: 'collection'};
      if (nameOnly) return summary;
      return {
        ...summary,
        options: {},
        info: {readOnly: false, uuid: new Binary(Buffer.from(uuid.replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)},
        idIndex: {v: 2, key: {_id: 1}, name: '_id_'},
      };
    });
    const cursor = docOf(body, 'cursor', {});
    checkFields('cursor', cursor, ['batchSize']);
    return cursors.start(
      `${db}.$cmd.listCollections`,
      docs.filter((doc) => matches(doc)),
      wholeOf(cursor, 'batchSize'),
    );
  },
};

export const listDatabases: Command = {
  fields: ['listDatabases', 'filter', 'nameOnly', 'authorizedDatabases'],
  run({store, body}) {
    const matches = compileFilter(docOf(body, 'filter', {}), filterContext({}));
    const all = store.databases().map((name): Doc => {
      const sizeOnDisk = sum(Array.from(store.collections(name).values(), dataSize));
      return {name, sizeOnDisk: new Double(sizeOnDisk), empty: false};
    });
    const found = all.filter((doc) => matches(doc));
    if (booleanOf(body, 'nameOnly', false)) return {databases: found.map(({name}) => ({name}))};
    const totalSize = new Double(sum(found.map(({sizeOnDisk}) => Number(sizeOnDisk))));
    return {databases: found, totalSize};
  },
};

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
const dataSize = (collection: Collection) => sum(Array.from(collection.all(), ({doc}) => sizeOf(doc)));

export const collStats: Command = {
  fields: ['collStats', 'collstats', 'scale'],
  run({store, db, body}) {
    const collection = store.find(db, collectionOf(body));
    const scale = wholeOf(body, 'scale') ?? 1;
    const size = collection ? dataSize(collection) : 0;
    const count = collection?.size ?? 0;
    return {
      ns: `${db}.${collectionOf(body)}`,
      count,
      size: Math.floor(size / scale),
      ...(count > 0 ? {avgObjSize: Math.round(size / count)} : {}),
      storageSize: Math.floor(size / scale),
      capped: false,
      nindexes: collection?.indexes.size ?? 0,
      scaleFactor: scale,
    };
  },
};

export const dbStats: Command = {
  fields: ['dbStats', 'dbstats', 'scale', 'freeStorage'],
  run({store, db, body}) {
    const collections = [...store.collections(db).values()];
    const scale = wholeOf(body, 'scale') ?? 1;
    const size = sum(collections.map(dataSize));
    return {
      db,
      collections: collections.length,
      views: 0,
      objects: sum(collections.map((collection) => collection.size)),
      dataSize: new Double(size / scale),
      storageSize: new Double(size / scale),
      indexes: sum(collections.map(({indexes}) => indexes.size)),
      scaleFactor: scale,
    };
  },
};
