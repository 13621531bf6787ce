/** `arrayFilters`: which elements `$[name]` stands for. */
import {type Doc, isDoc} from '../bson/types.ts';
import {CommandError} from '../errors.ts';
import {compileFilter} from '../query/filter.ts';
import {type FilterContext} from '../query/types.ts';

/** Compiles them by identifier.
 * @throws CommandError FailedToParse if one is not a filter of a single identifier, or is not used by the update */
export function compileArrayFilters(
  arrayFilters: unknown,
  steps: readonly {parts: readonly string[]}[],
  context: FilterContext,
): Map<string, (element: unknown) => boolean> {
  const filters = new Map<string, (element: unknown) => boolean>();
  if (arrayFilters === undefined) return filters;
  if (!Array.isArray(arrayFilters)) throw new CommandError(14, 'arrayFilters must be an array');
  for (const filter of arrayFilters as unknown[]) {
    if (!isDoc(filter)) throw new CommandError(14, 'each of arrayFilters must be an object');
    const identifiers = new Set(identifiersOf(filter));
    const [identifier] = identifiers;
    if (identifier === undefined)
      throw new CommandError(9, 'Cannot use an expression without a top-level field name in arrayFilters');
    if (identifiers.size > 1) {
      throw new CommandError(
        9,
        `Error parsing array filter :: caused by :: Expected a single top-level field name, found '${[...identifiers].join("' and '")}'`,
      );
    }
    if (filters.has(identifier)) {
      throw new CommandError(9, `Found multiple array filters with the same top-level field name ${identifier}`);
    }
    if (!steps.some(({parts}) => parts.includes(`$[${identifier}]`))) {
      throw new CommandError(9, `The array filter for identifier '${identifier}' was not used in the update`);
    }
    const matches = compileFilter(filter, context);
    filters.set(identifier, (element) => matches({[identifier]: element}));
  }
  return filters;
}

function identifiersOf(filter: Doc): string[] {
  return Object.keys(filter).flatMap((key) => {
    const value = filter[key];
    if (!key.startsWith('$')) return [key.split('.')[0] ?? key];
    return Array.isArray(value) ? value.flatMap((branch: unknown) => (isDoc(branch) ? identifiersOf(branch) : [])) : [];
  });
}
