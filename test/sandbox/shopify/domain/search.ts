// Shopify's search syntax as far as the sandbox needs it: `field:value`, bare words, quotes, `*` at the end, `-`, AND, OR, comparisons.
import {notSimulated} from './notSimulated.ts';

interface Term {
  field: string | null;
  comparison: '=' | '>' | '>=' | '<' | '<=';
  value: string;
  negated: boolean;
}

/** What a search looks at: by field, the item's values. The field `''` is what a bare word looks at. */
export type Fields<T> = Record<string, (item: T) => readonly (string | null)[]>;

const token = /(-)?(?:([a-z_]+):)?(>=|<=|>|<)?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s()]+)/giy;

function unquote(text: string): string {
  const quoted = /^(["'])(.*)\1$/s.exec(text);
  return quoted ? (quoted[2] ?? '').replaceAll(/\\(.)/g, '$1') : text;
}

function comparisonOf(text: string | undefined): Term['comparison'] {
  return text === '>' || text === '>=' || text === '<' || text === '<=' ? text : '=';
}

/** Alternatives (OR) of terms that must all hold.
 * @throws GraphQLError NOT_SIMULATED for brackets and other syntax. */
function parse(query: string): Term[][] {
  const groups: Term[][] = [[]];
  const text = query.trim();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    while (/\s/.test(text[token.lastIndex] ?? '')) token.lastIndex += 1;
    const start = token.lastIndex;
    const match = token.exec(text);
    if (!match?.[4]) throw notSimulated(`this search syntax: ${text.slice(start)}`);
    if (match[0] === 'OR') groups.push([]);
    else if (match[0] !== 'AND') {
      groups.at(-1)?.push({
        negated: match[1] === '-',
        field: match[2]?.toLowerCase() ?? null,
        comparison: comparisonOf(match[3]),
        value: unquote(match[4]),
      });
    }
  }
  return groups.filter((group) => group.length > 0);
}

function numericEnd(text: string): string {
  return /(\d+)(?:\?.*)?$/.exec(text)?.[1] ?? text;
}

function compare(actual: string, wanted: string): number {
  const [a, b] = [Number(actual), Number(wanted)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return a - b;
  const [c, d] = [Date.parse(actual), Date.parse(wanted)];
  return Number.isNaN(c) || Number.isNaN(d) ? actual.localeCompare(wanted) : c - d;
}

function same(field: string | null, actual: string, wanted: string): boolean {
  const [a, b] = [actual.toLowerCase(), wanted.toLowerCase()];
  if (field === null) return a.includes(b.replace(/\*$/, ''));
  if (field === 'id' || field.endsWith('_id')) return numericEnd(a) === numericEnd(b);
  return b.endsWith('*') ? a.startsWith(b.slice(0, -1)) : a === b;
}

function holds<T>(term: Term, item: T, fields: Fields<T>): boolean {
  const read = fields[term.field ?? ''];
  if (!read)
    throw notSimulated(term.field === null ? 'a search for bare words here' : `the search term "${term.field}"`);
  const found = read(item).some((actual) => {
    if (actual === null) return false;
    if (term.comparison === '=') return same(term.field, actual, term.value);
    const order = term.field?.endsWith('id')
      ? compare(numericEnd(actual), numericEnd(term.value))
      : compare(actual, term.value);
    if (term.comparison === '>') return order > 0;
    if (term.comparison === '>=') return order >= 0;
    return term.comparison === '<' ? order < 0 : order <= 0;
  });
  return found !== term.negated;
}

/** The items that a query finds; all of them without one.
 * @throws GraphQLError NOT_SIMULATED for a field that is not in `fields`. */
export function search<T>(items: readonly T[], query: string | null | undefined, fields: Fields<T>): T[] {
  const groups = query?.trim() ? parse(query) : [];
  // A field that is not simulated must fail on an empty list too.
  for (const term of groups.flat()) {
    if (!fields[term.field ?? '']) {
      throw notSimulated(term.field === null ? 'a search for bare words here' : `the search term "${term.field}"`);
    }
  }
  if (groups.length === 0) return [...items];
  return items.filter((item) => groups.some((group) => group.every((term) => holds(term, item, fields))));
}
