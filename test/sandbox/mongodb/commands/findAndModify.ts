/** findAndModify: one document found, changed or removed, and returned, in one step. */
import {type Doc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {compileFilter, compiler} from '../query/filter.ts';
import {findStored} from '../query/find.ts';
import {type Positions} from '../query/path.ts';
import {compileProjection} from '../query/projection.ts';
import {parseSort} from '../query/sort.ts';
import {
  booleanOf,
  checkCollation,
  checkHint,
  collectionOf,
  type Command,
  docOf,
  filterContext,
  type Request,
  variablesOf,
} from './command.ts';
import {updateStored, updaterOf, upsert} from './updating.ts';

export const findAndModify: Command = {
  fields: [
    'findAndModify',
    'findandmodify',
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'arrayFilters',
    'hint',
    'collation',
    'let',
  ],
  run(request) {
    const {store, db, body} = request;
    const name = collectionOf(body);
    checkCollation(body);
    checkHint(request, name, body);
    const filter = docOf(body, 'query', {});
    const sort = parseSort(body['sort'] ?? undefined);
    const remove = booleanOf(body, 'remove', false);
    if (remove && body['update'] !== undefined) {
      throw new CommandError(9, 'Cannot specify both an update and remove=true');
    }
    if (remove && (booleanOf(body, 'new', false) || booleanOf(body, 'upsert', false))) {
      throw new CommandError(
        9,
        "Cannot specify both new=true or upsert=true and remove=true; 'remove' always returns the deleted document",
      );
    }
    if (!remove && body['update'] === undefined)
      throw new CommandError(9, 'Either an update or remove=true must be specified');
    const context = filterContext(variablesOf(body));
    if (!remove) return change(request, name, filter);
    const collection = store.find(db, name);
    const [stored] = findStored(collection, {filter, sort, limit: 1}, context);
    if (!stored) return {lastErrorObject: {n: 0}, value: null};
    const value = shown(body, stored.doc, filter);
    collection?.remove(stored);
    return {lastErrorObject: {n: 1}, value};
  },
};

function change(request: Request, name: string, filter: Doc): Doc {
  const {store, db, body} = request;
  const updater = updaterOf(request, body['update'], body['arrayFilters'], variablesOf(body));
  const collection = store.find(db, name);
  const [stored] = findStored(
    collection,
    {filter, sort: parseSort(body['sort'] ?? undefined), limit: 1},
    updater.context,
  );
  const wantsNew = booleanOf(body, 'new', false);
  if (!stored || !collection) {
    if (!booleanOf(body, 'upsert', false)) return {lastErrorObject: {n: 0, updatedExisting: false}, value: null};
    const doc = upsert(store.open(db, name), filter, updater);
    return {
      lastErrorObject: {n: 1, updatedExisting: false, upserted: doc['_id']},
      value: wantsNew ? shown(body, doc, filter) : null,
    };
  }
  const old = stored.doc;
  const matches = updater.update.positional ? compileFilter(filter, updater.context) : undefined;
  const before = wantsNew ? undefined : shown(body, old, filter);
  updateStored(collection, stored, updater, matches);
  return {lastErrorObject: {n: 1, updatedExisting: true}, value: before ?? shown(body, stored.doc, filter)};
}

// The document through `fields`
function shown(body: Doc, doc: Doc, filter: Doc): Doc {
  const context = filterContext(variablesOf(body));
  const project = compileProjection(body['fields'] ?? undefined, compiler(context), context.evaluate);
  if (!project) return doc;
  const positions: Positions = new Map();
  compileFilter(filter, context)(doc, positions);
  return project(doc, positions);
}
