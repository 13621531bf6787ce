/** From a request's body to an operation that can run: parsing, validation and variables, with errors as Shopify words them. */
import {
  getOperationAST,
  getVariableValues,
  GraphQLError,
  isInputType,
  Kind,
  parse,
  print,
  specifiedRules,
  typeFromAST,
  validate,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import {globalIdProblems, literalErrors, type Problem} from './limits.ts';
import {describeValidationError} from './validationErrors.ts';

export interface Call {
  readonly text: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Name of the operation, then of its root fields. */
  readonly names: readonly string[];
}

/** JSON of a GraphQL error, as answered. */
export type ErrorJson = Record<string, unknown>;

interface Read {
  readonly document: DocumentNode;
  readonly errors: readonly ErrorJson[];
}

/** Reads documents and remembers the last few hundred, since an app sends the same ones again and again. */
export function createDocumentReader(schema: GraphQLSchema): (text: string) => Read | {errors: readonly ErrorJson[]} {
  const cache = new Map<string, Read>();
  return (text) => {
    const known = cache.get(text);
    if (known) return known;
    let document: DocumentNode;
    try {
      document = parse(text);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return {errors: [{message: error.message, locations: error.locations ?? []}]};
    }
    const errors =
      validate(schema, document).length === 0
        ? []
        : specifiedRules.flatMap((rule) =>
            validate(schema, document, [rule]).map((error) => describeValidationError(rule.name, error, document)),
          );
    if (errors.length === 0) errors.push(...literalErrors(schema, document));
    const read = {document, errors};
    cache.set(text, read);
    if (cache.size > 500) {
      const [oldest] = cache.keys();
      if (oldest !== undefined) cache.delete(oldest);
    }
    return read;
  };
}

/** The operation to run, or undefined if the document has several and none is named, or not the one that is named. */
export function selectOperation(text: string, document: DocumentNode, operationName: string | null): Call | undefined {
  const operation = getOperationAST(document, operationName);
  if (!operation) return undefined;
  const fragments = new Map(
    document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
  );
  const roots = operation.selectionSet.selections.flatMap((each) =>
    each.kind === Kind.FIELD ? [each.name.value] : [],
  );
  const names = operation.name ? [operation.name.value, ...roots] : roots;
  return {text, document, operation, fragments, names: [...new Set(names)]};
}

/** The variables as the schema wants them, or Shopify's `INVALID_VARIABLE` errors. */
export function readVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): {values: Readonly<Record<string, unknown>>} | {errors: ErrorJson[]} {
  const definitions = operation.variableDefinitions ?? [];
  const errors: ErrorJson[] = [];
  const values: Record<string, unknown> = {};
  for (const definition of definitions) {
    const result = getVariableValues(schema, [definition], given);
    const name = definition.variable.name.value;
    const type = print(definition.type);
    let problems: Problem[];
    if (result.coerced) {
      Object.assign(values, result.coerced);
      const input = typeFromAST(schema, definition.type);
      problems = isInputType(input) ? globalIdProblems(input, result.coerced[name]) : [];
      if (problems.length === 0) continue;
    } else {
      problems = result.errors.map((error) => problemOf(error.message, name));
    }
    const first = problems[0];
    const where = first && first.path.length > 0 ? ` for ${first.path.join('.')}` : '';
    errors.push({
      message: `Variable $${name} of type ${type} was provided invalid value${where}${first ? ` (${first.explanation})` : ''}`,
      locations: definition.loc
        ? [{line: definition.loc.startToken.line, column: definition.loc.startToken.column}]
        : [],
      extensions: {code: 'INVALID_VARIABLE', value: given[name] ?? null, problems},
    });
  }
  return errors.length > 0 ? {errors} : {values};
}

/** graphql-js: `Variable "$input" got invalid value … at "input.lines[0].id"; Field "x" is not defined by type "Y".` */
function problemOf(message: string, name: string): Problem {
  const at = new RegExp(` at "${name}([^"]*)"; (.*)$`, 's').exec(message);
  const explanation = at?.[2] ?? /invalid value .*?; (.*)$/s.exec(message)?.[1] ?? 'Expected value to not be null';
  const path = [...(at?.[1] ?? '').matchAll(/\.(\w+)|\[(\d+)\]/g)].map((part) => part[1] ?? Number(part[2]));
  const unknown = /Field "(\w+)" is not defined by type "(\w+)"/.exec(explanation);
  if (unknown?.[1]) return {path: [...path, unknown[1]], explanation: `Field is not defined on ${unknown[2]}`};
  const missing = /Field "(\w+)" of required type/.exec(explanation);
  if (missing?.[1]) return {path: [...path, missing[1]], explanation: 'Expected value to not be null'};
  return {path, explanation: explanation.replace(/\.$/, '')};
}
