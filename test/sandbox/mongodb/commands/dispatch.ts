/** Finds the command for a message, runs it, and makes its answer. */
import {type Doc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import * as admin from './admin.ts';
import {checkFields, type Command, type Request} from './command.ts';
import {explain} from './explain.ts';
import {findAndModify} from './findAndModify.ts';
import * as indexes from './indexes.ts';
import * as read from './read.ts';
import * as write from './write.ts';

const commands: Readonly<Record<string, Command>> = {
  hello: admin.hello,
  isMaster: admin.hello,
  ismaster: admin.hello,
  ping: admin.ping,
  buildInfo: admin.buildInfo,
  buildinfo: admin.buildInfo,
  endSessions: admin.endSessions,
  insert: write.insert,
  update: write.update,
  delete: write.remove,
  find: read.find,
  findAndModify,
  findandmodify: findAndModify,
  getMore: read.getMore,
  killCursors: read.killCursors,
  aggregate: read.aggregate,
  count: read.count,
  distinct: read.distinct,
  explain,
  createIndexes: indexes.createIndexes,
  listIndexes: indexes.listIndexes,
  dropIndexes: indexes.dropIndexes,
  deleteIndexes: indexes.dropIndexes,
  collMod: indexes.collMod,
  create: admin.create,
  drop: admin.drop,
  dropDatabase: admin.dropDatabase,
  listCollections: admin.listCollections,
  listDatabases: admin.listDatabases,
  collStats: admin.collStats,
  collstats: admin.collStats,
  dbStats: admin.dbStats,
  dbstats: admin.dbStats,
};

// What every command may carry and what changes nothing here: one server, one copy, no durability to wait for
const common = [
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'writeConcern',
  'readConcern',
  'comment',
  'maxTimeMS',
];

const fieldSets = new Map(
  Object.entries(commands).map(([name, {fields}]): [string, Set<string>] => [name, new Set([...common, ...fields])]),
);

/** Answers a command; a failure is an answer too. */
export function dispatch(state: Pick<Request, 'store' | 'cursors'>, body: Doc): Doc {
  try {
    const [name = ''] = Object.keys(body);
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new CommandError(59, `no such command: '${name}'`);
    if ('txnNumber' in body || 'startTransaction' in body || 'autocommit' in body) {
      throw new CommandError(20, 'Transaction numbers are only allowed on a replica set member or mongos');
    }
    checkFields(name, body, fieldSets.get(name) ?? []);
    const db = body['$db'];
    if (typeof db !== 'string')
      throw new CommandError(40414, "BSON field 'OP_MSG.$db' is missing but a required field");
    return {...command.run({...state, db, body}), ok: 1};
  } catch (error) {
    return failure(error);
  }
}

/** The answer to a command that failed. */
export function failure(error: unknown): Doc {
  if (error instanceof CommandError) {
    return {ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.extra};
  }
  const errmsg = error instanceof Error ? (error.stack ?? error.message) : 'unknown error';
  return {ok: 0, errmsg, code: 1, codeName: 'InternalError'};
}
