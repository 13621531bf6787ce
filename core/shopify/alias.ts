/** Writes one mutation many times in one document, each under an alias with variables of its own. */

/** A mutation of one root field, taken apart. */
export interface Repeatable {
  /** Under which the answer holds the payload: the field's name, or its alias. */
  readonly key: string;
  /** The document with the mutation `count` times, as `f0`, `f1`, …; the variables of the i-th end in `_i`. */
  compose(count: number): string;
  /** The variables of {@link compose}'s document. */
  variables(list: readonly object[]): Record<string, unknown>;
}

/** GraphQL: https://spec.graphql.org/October2021/#sec-Appendix-Grammar-Summary.Lexical-Tokens; comments, commas and white space match without a group. */
const token =
  /(?:#[^\n\r]*|[\s,\uFEFF]+)|("""(?:\\"""|[^])*?"""|"(?:\\.|[^"\\\n\r])*"|\$[A-Za-z_]\w*|\.\.\.|[A-Za-z_]\w*|-?\d[\w.+-]*|[!&():=@[\]{}|])/y;

function tokens(document: string): string[] {
  const found: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < document.length) {
    const at = token.lastIndex;
    const match = token.exec(document);
    if (!match) throw new Error(`Not GraphQL at character ${at} of the document.`);
    if (match[1] !== undefined) found.push(match[1]);
  }
  return found;
}

/** Takes tokens from the front, and refuses what it does not expect. */
class Reader {
  private at = 0;
  private readonly list: readonly string[];

  constructor(list: readonly string[]) {
    this.list = list;
  }

  peek(): string | undefined {
    return this.list[this.at];
  }

  take(expected: string | RegExp): string {
    const next = this.list[this.at];
    const fits = next !== undefined && (typeof expected === 'string' ? next === expected : expected.test(next));
    if (!fits)
      throw new Error(`A repeatable mutation has ${String(expected)} where this one has ${next ?? 'its end'}.`);
    this.at += 1;
    return next;
  }

  /** A bracketed group with all that is in it; empty if none begins here. */
  group(open: '(' | '{'): string[] {
    if (this.peek() !== open) return [];
    const close = open === '(' ? ')' : '}';
    const from = this.at;
    let depth = 0;
    do {
      const next = this.take(/./);
      if (next === open) depth += 1;
      if (next === close) depth -= 1;
    } while (depth > 0);
    return this.list.slice(from, this.at);
  }

  rest(): string[] {
    return this.list.slice(this.at);
  }
}

const name = /^[A-Za-z_]\w*$/;

/** The tokens with each variable's name ending in `_<index>`, as text. */
function numbered(list: readonly string[], index: number): string {
  return list.map((text) => (text.startsWith('$') ? `${text}_${index}` : text)).join(' ');
}

/** Takes a mutation apart so that it can be repeated.
 * @throws Error if it is not one mutation of one root field, or its fragments use variables. */
export function repeatable(document: string): Repeatable {
  const reader = new Reader(tokens(document));
  reader.take('mutation');
  const operation = reader.take(name);
  const declarations = reader.group('(').slice(1, -1);
  reader.take('{');
  let field = reader.take(name);
  const key = field;
  if (reader.peek() === ':') {
    reader.take(':');
    field = reader.take(name);
  }
  const call = [field, ...reader.group('(')];
  while (reader.peek() === '@') call.push(reader.take('@'), reader.take(name), ...reader.group('('));
  call.push(...reader.group('{'));
  reader.take('}');
  const fragments = reader.rest();
  if (fragments.length > 0 && fragments[0] !== 'fragment') throw new Error('A repeatable document holds one mutation.');
  if (fragments.some((text) => text.startsWith('$'))) {
    throw new Error('Fragments of a repeatable mutation use no variables.');
  }

  return {
    key,
    compose(count) {
      const indexes = Array.from({length: count}, (_, index) => index);
      const head = indexes.map((index) => numbered(declarations, index)).join(' ');
      const body = indexes.map((index) => `f${index}: ${numbered(call, index)}`).join('\n');
      return [`mutation ${operation}${head ? `(${head})` : ''} {`, body, '}', fragments.join(' ')].join('\n').trim();
    },
    variables(list) {
      return Object.fromEntries(
        list.flatMap((variables, index) =>
          Object.entries(variables).map(([variable, value]): [string, unknown] => [`${variable}_${index}`, value]),
        ),
      );
    },
  };
}
