/** Reads the definition of an index, as `createIndexes` gives it. */
import {toNumber} from '../bson/numbers.ts';
import {type Doc, isDoc, isNumeric} from '../bson/types.ts';
import {CommandError, unsupported} from '../errors.ts';
import {isOperators} from '../query/types.ts';
import {type IndexDefinition} from '../store/collectionIndex.ts';
import {booleanOf, checkCollation, docOf} from './command.ts';

const known = new Set([
  'key',
  'name',
  'v',
  'unique',
  'sparse',
  'hidden',
  'background',
  'partialFilterExpression',
  'expireAfterSeconds',
  'collation',
]);
const otherKinds = new Set([
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'wildcardProjection',
  'storageEngine',
  'prepareUnique',
  'clustered',
]);

/** @throws CommandError CannotCreateIndex, InvalidIndexSpecificationOption or NotImplemented */
export function parseIndex(given: Doc): IndexDefinition {
  for (const option of Object.keys(given)) {
    if (otherKinds.has(option)) throw unsupported(`the index option ${option}`);
    if (!known.has(option)) {
      throw new CommandError(197, `The field '${option}' is not valid for an index specification.`);
    }
  }
  checkCollation(given);
  const key = docOf(given, 'key');
  checkKey(key);
  const {name} = given;
  if (typeof name !== 'string' || name === '') throw new CommandError(67, 'The index name must be a non-empty string');
  const definition: IndexDefinition = {v: 2, key, name};
  if (booleanOf(given, 'unique', false)) definition.unique = true;
  if (booleanOf(given, 'sparse', false)) definition.sparse = true;
  if (booleanOf(given, 'hidden', false)) definition.hidden = true;
  const filter = given['partialFilterExpression'];
  if (filter !== undefined) {
    if (!isDoc(filter)) throw new CommandError(14, "The field 'partialFilterExpression' must be an object");
    if (definition.sparse) throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
    checkPartialFilter(filter);
    definition.partialFilterExpression = filter;
  }
  const seconds = given['expireAfterSeconds'];
  if (seconds !== undefined) {
    if (!isNumeric(seconds)) throw new CommandError(14, "The field 'expireAfterSeconds' must be a number");
    const value = toNumber(seconds);
    if (value < 0 || value > 2 ** 31 - 1) {
      throw new CommandError(
        67,
        `TTL index 'expireAfterSeconds' option must be within an acceptable range, got ${value}`,
      );
    }
    if (Object.keys(key).length > 1)
      throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL.');
    definition.expireAfterSeconds = value;
  }
  return definition;
}

function checkKey(key: Doc): void {
  const fields = Object.entries(key);
  if (fields.length === 0) throw new CommandError(67, 'Index keys cannot be an empty object');
  for (const [path, direction] of fields) {
    if (typeof direction === 'string') {
      if (['text', 'hashed', '2d', '2dsphere'].includes(direction)) throw unsupported(`${direction} indexes`);
      throw new CommandError(67, `Unknown index plugin '${direction}'`);
    }
    if (!isNumeric(direction) || toNumber(direction) === 0) {
      throw new CommandError(67, `Values in the index key pattern must be non-zero numbers or strings: ${path}`);
    }
    const parts = path.split('.');
    if (parts.includes('$**')) throw unsupported('wildcard indexes');
    if (parts.some((part) => part === '' || part.startsWith('$'))) {
      throw new CommandError(67, `Index key contains an illegal field name: '${path}'`);
    }
  }
}

const refuse = (what: string) => new CommandError(67, `Expression not supported in partial index: ${what}`);

const partialOperators = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$type', '$exists', '$in']);

// MongoDB: src/mongo/db/index_builds, checkFilterExpression; $exists only as true, $or and $in since 6.0
function checkPartialFilter(filter: Doc): void {
  for (const [path, condition] of Object.entries(filter)) {
    if (path === '$and' || path === '$or') {
      if (!Array.isArray(condition)) throw refuse(path);
      for (const branch of condition as unknown[]) {
        if (!isDoc(branch)) throw refuse(path);
        checkPartialFilter(branch);
      }
    } else if (path.startsWith('$')) throw refuse(path);
    else if (isOperators(condition)) {
      for (const [operator, argument] of Object.entries(condition)) {
        if (!partialOperators.has(operator)) throw refuse(operator);
        if (operator === '$exists' && (argument === false || (isNumeric(argument) && toNumber(argument) === 0))) {
          throw refuse('$exists: false');
        }
      }
    }
  }
}
