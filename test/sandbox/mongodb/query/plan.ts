/** Chooses how to find the candidates for a query: by `_id`, by a part of an index, or all documents. */
import {compare, equal} from '../bson/compare.ts';
import {type Doc, isDoc} from '../bson/types.ts';
import {type Collection} from '../store/collection.ts';
import {type CollectionIndex, type Range, type Scan, type Stored} from '../store/collectionIndex.ts';
import {type Constraint, constraintsOf} from './constraints.ts';
import {type SortField} from './sort.ts';
import {type Compiler} from './types.ts';

export interface Plan {
  /** The candidates; the query still decides on each. */
  candidates: () => Iterable<Stored>;
  /** Whether they come in the order asked for. */
  sorted: boolean;
  /** Names of the indexes used; none: every document is looked at. */
  indexes: string[];
}

// More values of `$in` than this are not combined into scans of a compound index
const combinationLimit = 5000;

/** The cheapest way this planner knows. */
export function plan(collection: Collection, filter: Doc, sort: SortField[], compile: Compiler): Plan {
  const constraints = constraintsOf(filter);
  const ids = constraints.get('_id')?.values;
  if (ids) {
    const found = ids.flatMap((id) => collection.byId(id) ?? []);
    return {candidates: () => found, sorted: found.length < 2, indexes: ['_id_']};
  }
  let best: {score: number; use: Use} | undefined;
  for (const index of collection.indexes.values()) {
    if (!usable(index, constraints, compile)) continue;
    const use = useOf(index, constraints, sort);
    const score = use.equalities * 10 + (use.range ? 4 : 0) + (use.order === undefined ? 0 : 3);
    if (score > (best?.score ?? 0)) best = {score, use};
  }
  if (best === undefined || best.use.equalities + Number(best.use.range !== undefined) === 0) {
    const union = planOr(collection, filter, compile);
    if (union) return union;
  }
  if (best) return scanOf(best.use);
  const natural = sort[0]?.path === '$natural' ? sort[0].direction : undefined;
  return {
    candidates: () => (natural === -1 ? [...collection.all()].toReversed() : collection.all()),
    sorted: natural !== undefined,
    indexes: [],
  };
}

// A query whose branches each have an index: the union of their candidates
function planOr(collection: Collection, filter: Doc, compile: Compiler): Plan | undefined {
  const {$or: branches, ...rest} = filter;
  if (!Array.isArray(branches)) return undefined;
  const plans = branches.map((branch) => plan(collection, {...rest, $and: [...andOf(rest), branch]}, [], compile));
  if (plans.some(({indexes}) => indexes.length === 0)) return undefined;
  return {
    candidates: () => new Set(plans.flatMap(({candidates}) => [...candidates()])),
    sorted: false,
    indexes: [...new Set(plans.flatMap(({indexes}) => indexes))],
  };
}

const andOf = (filter: Doc): unknown[] => (Array.isArray(filter['$and']) ? (filter['$and'] as unknown[]) : []);

/** Whether each document that matches is sure to be in the index. */
function usable(index: CollectionIndex, constraints: Map<string, Constraint>, compile: Compiler): boolean {
  const {hidden, sparse, partialFilterExpression} = index.definition;
  if (hidden) return false;
  if (sparse && !index.fields.some(({path}) => isPresent(constraints.get(path)))) return false;
  return partialFilterExpression === undefined || implies(constraints, partialFilterExpression, compile);
}

function isPresent(constraint: Constraint | undefined): boolean {
  if (constraint === undefined) return false;
  if (constraint.range) return true;
  return constraint.values !== undefined && constraint.values.every((value) => value !== null);
}

// Field by field: the query has the same condition, or only values that satisfy it
function implies(constraints: Map<string, Constraint>, expression: Doc, compile: Compiler): boolean {
  return Object.keys(expression).every((path) => {
    const wanted = expression[path];
    if (path === '$and') {
      return Array.isArray(wanted) && wanted.every((branch) => isDoc(branch) && implies(constraints, branch, compile));
    }
    const constraint = constraints.get(path);
    if (path.startsWith('$') || constraint === undefined) return false;
    if (constraint.conditions.some((condition) => equal(condition, wanted))) return true;
    const test = compile.field('value', wanted);
    return constraint.values !== undefined && constraint.values.every((value) => test({value}));
  });
}

interface Use {
  index: CollectionIndex;
  prefixes: unknown[][];
  range?: Range | undefined;
  /** Number of leading fields held to values. */
  equalities: number;
  /** Which way to read the index for the order asked for; undefined if it does not give it. */
  order: 'forward' | 'backward' | undefined;
}

function useOf(index: CollectionIndex, constraints: Map<string, Constraint>, sort: SortField[]): Use {
  let prefixes: unknown[][] = [[]];
  let equalities = 0;
  let throughArray = false;
  let range: Range | undefined;
  for (const [i, {path}] of index.fields.entries()) {
    const constraint = constraints.get(path);
    // Two conditions on one array may be met by two elements, which have two entries: only one may narrow the scan
    if (constraint === undefined || (throughArray && index.multikey[i])) break;
    const {values} = constraint;
    if (values === undefined || prefixes.length * values.length > combinationLimit) {
      range = index.multikey[i] ? oneSided(constraint.range) : constraint.range;
      break;
    }
    prefixes = prefixes.flatMap((prefix) => values.map((value) => [...prefix, value]));
    equalities++;
    throughArray ||= index.multikey[i] === true;
  }
  return {index, prefixes, range, equalities, order: orderOf(index, prefixes.length === 1 ? equalities : -1, sort)};
}

const oneSided = (range: Range | undefined): Range | undefined =>
  range?.low && range.high ? {type: range.type, low: range.low} : range;

function orderOf(index: CollectionIndex, fixed: number, sort: SortField[]): Use['order'] {
  if (fixed < 0 || sort.length === 0 || index.multikey.includes(true)) return undefined;
  const held = new Set(index.fields.slice(0, fixed).map(({path}) => path));
  const wanted = sort.filter(({path}) => !held.has(path));
  const given = index.fields.slice(fixed, fixed + wanted.length);
  if (given.length < wanted.length || given.some(({path}, i) => path !== wanted[i]?.path)) return undefined;
  const turns = new Set(given.map(({direction}, i) => direction === wanted[i]?.direction));
  if (turns.size > 1) return undefined;
  return turns.has(false) ? 'backward' : 'forward';
}

function scanOf({index, prefixes, range, order}: Use): Plan {
  const reverse = order === 'backward';
  const scans: Scan[] = prefixes.toSorted(compare).map((prefix) => ({prefix, range, reverse}));
  return {
    candidates: () => readAll(index, scans),
    sorted: order !== undefined,
    indexes: [index.definition.name],
  };
}

function* readAll(index: CollectionIndex, scans: Scan[]): Generator<Stored> {
  const seen = index.multikey.includes(true) ? new Set<Stored>() : undefined;
  for (const scan of scans) {
    for (const stored of index.scan(scan)) {
      if (seen?.has(stored)) continue;
      seen?.add(stored);
      yield stored;
    }
  }
}
