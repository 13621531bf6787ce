/** insert, update and delete. */
import {compileFilter} from '../query/filter.ts';
import {findStored} from '../query/find.ts';
import {type Doc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {
  booleanOf,
  checkCollation,
  checkFields,
  checkHint,
  collectionOf,
  type Command,
  docOf,
  docsOf,
  filterContext,
  type Request,
  variablesOf,
  wholeOf,
} from './command.ts';
import {checkUpdate, updateStored, updaterOf, upsert} from './updating.ts';

const batchLimit = 100_000;

/** Runs the statements of a write in order; an ordered one stops at the first that fails. */
function each(
  request: Request,
  statements: Doc[],
  run: (statement: Doc, index: number) => void,
  fields?: readonly string[],
): Doc {
  if (statements.length === 0 || statements.length > batchLimit) {
    throw new CommandError(
      16,
      `Write batch sizes must be between 1 and ${batchLimit}. Got ${statements.length} operations.`,
    );
  }
  // A statement that cannot be read fails the whole command, before anything is written
  if (fields) for (const statement of statements) checkFields(Object.keys(request.body)[0] ?? '', statement, fields);
  const ordered = booleanOf(request.body, 'ordered', true);
  const writeErrors: Doc[] = [];
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({index, code: error.code, codeName: error.codeName, errmsg: error.message, ...error.extra});
      if (ordered) break;
    }
  }
  return writeErrors.length > 0 ? {writeErrors} : {};
}

export const insert: Command = {
  fields: ['insert', 'documents', 'ordered', 'bypassDocumentValidation'],
  run(request) {
    const collection = request.store.open(request.db, collectionOf(request.body));
    let n = 0;
    const errors = each(request, docsOf(request.body, 'documents'), (doc) => {
      collection.insert(doc);
      n++;
    });
    return {n, ...errors};
  },
};

const updateFields = ['q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'hint', 'collation', 'sort'];

export const update: Command = {
  fields: ['update', 'updates', 'ordered', 'bypassDocumentValidation', 'let'],
  run(request) {
    const {store, db, body} = request;
    const name = collectionOf(body);
    let n = 0;
    let nModified = 0;
    const upserted: Doc[] = [];
    const errors = each(
      request,
      docsOf(body, 'updates'),
      (statement, index) => {
        checkCollation(statement);
        checkHint(request, name, statement);
        const variables = {...variablesOf(body), ...docOf(statement, 'c', {})};
        const updater = updaterOf(request, statement['u'], statement['arrayFilters'], variables);
        const multi = booleanOf(statement, 'multi', false);
        checkUpdate(updater, multi, statement);
        const filter = docOf(statement, 'q');
        const collection = store.find(db, name);
        const found = findStored(
          collection,
          {filter, sort: updater.sortOf(statement['sort']), limit: multi ? 0 : 1},
          updater.context,
        );
        if (found.length === 0 && booleanOf(statement, 'upsert', false)) {
          upserted.push({index, _id: upsert(store.open(db, name), filter, updater)['_id']});
          n++;
          return;
        }
        const matches = updater.update.positional ? compileFilter(filter, updater.context) : undefined;
        for (const stored of found) {
          const changed = collection && updateStored(collection, stored, updater, matches);
          n++;
          if (changed) nModified++;
        }
      },
      updateFields,
    );
    return {n, nModified, ...(upserted.length > 0 ? {upserted} : {}), ...errors};
  },
};

const deleteFields = ['q', 'limit', 'hint', 'collation'];

export const remove: Command = {
  fields: ['delete', 'deletes', 'ordered', 'let'],
  run(request) {
    const {store, db, body} = request;
    const name = collectionOf(body);
    let n = 0;
    const errors = each(
      request,
      docsOf(body, 'deletes'),
      (statement) => {
        checkCollation(statement);
        checkHint(request, name, statement);
        const limit = wholeOf(statement, 'limit');
        if (limit !== 0 && limit !== 1) {
          throw new CommandError(9, `The limit field in delete objects must be 0 or 1. Got ${limit}`);
        }
        const collection = store.find(db, name);
        const found = findStored(collection, {filter: docOf(statement, 'q'), limit}, filterContext(variablesOf(body)));
        for (const stored of found) collection?.remove(stored);
        n += found.length;
      },
      deleteFields,
    );
    return {n, ...errors};
  },
};
