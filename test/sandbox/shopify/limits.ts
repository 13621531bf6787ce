/** What Shopify refuses of arguments before a call runs: lists of more than 250 items, and ids that are no global ids. */
import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type ASTNode,
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLSchema,
  type VariableNode,
} from 'graphql';
import type {Call, ErrorJson} from './document.ts';
import {documentPath} from './validationErrors.ts';

const limit = 250;
/** Shopify: `fulfillmentCreate` takes up to 512 line items of a fulfillment order (reference §5). */
const exceptions = new Map([['fulfillmentOrderLineItems', 512]]);

const isGlobalId = (value: string): boolean => /^gid:\/\/[^/]+\/[^/]+\/.+/.test(value);

/** Shopify's words for an id that is none, as in a problem of a variable. */
const invalidGlobalId = (value: unknown): string => `Invalid global id '${String(value)}'`;

function tooLong(document: DocumentNode, node: ASTNode, names: readonly string[], length: number): ErrorJson[] {
  if (length <= limit) return [];
  const path = [...documentPath(document, node).slice(1), ...names];
  const most = exceptions.get(path.at(-1) ?? '') ?? limit;
  if (length <= most) return [];
  const message = `The input array size of ${length} is greater than the maximum allowed of ${most}.`;
  return [{message, locations: location(node), path, extensions: {code: 'MAX_INPUT_SIZE_EXCEEDED'}}];
}

function location(node: ASTNode): {line: number; column: number}[] {
  const start = node.loc?.startToken;
  return start ? [{line: start.line, column: start.column}] : [];
}

/** Errors of the values written in the document itself. */
export function literalErrors(schema: GraphQLSchema, document: DocumentNode): ErrorJson[] {
  const errors: ErrorJson[] = [];
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      ListValue(node) {
        errors.push(...tooLong(document, node, [], node.values.length));
      },
      enter(node) {
        const text = node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : undefined;
        if (text === undefined) return;
        const type = types.getInputType();
        if (!type || getNamedType(type).name !== 'ID' || isGlobalId(text)) return;
        errors.push({
          message: invalidGlobalId(text),
          locations: location(node),
          path: documentPath(document, node),
          extensions: {code: 'argumentLiteralsIncompatible', typeName: 'CoercionError'},
        });
      },
    }),
  );
  return errors;
}

/** Lists in variables that are too long; a list is named by the argument that takes it, not by its variable. */
export function inputSizeErrors(call: Call, variables: Readonly<Record<string, unknown>>): ErrorJson[] {
  const errors: ErrorJson[] = [];
  const look = (node: ASTNode, value: unknown, names: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      errors.push(...tooLong(call.document, node, names, value.length));
      for (const item of value) look(node, item, names);
      return;
    }
    for (const [name, item] of Object.entries(value)) look(node, item, [...names, name]);
  };
  for (const node of variablesIn(call.document)) look(node, variables[node.name.value], []);
  return errors;
}

/** Where a document uses variables: found once, as a document is sent, or a row of it run, thousands of times. */
const known = new WeakMap<DocumentNode, readonly VariableNode[]>();

function variablesIn(document: DocumentNode): readonly VariableNode[] {
  const found = known.get(document);
  if (found) return found;
  const nodes: VariableNode[] = [];
  visit(document, {
    VariableDefinition: () => false,
    Variable(node) {
      nodes.push(node);
    },
  });
  known.set(document, nodes);
  return nodes;
}

export interface Problem {
  path: (string | number)[];
  explanation: string;
}

/** Ids in a variable that are no global ids. */
export function globalIdProblems(type: GraphQLInputType, value: unknown, path: (string | number)[] = []): Problem[] {
  if (value === null || value === undefined) return [];
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    const items: unknown[] = Array.isArray(value) ? value : [value];
    const item: GraphQLInputType = nullable.ofType;
    return items.flatMap((each, at) => globalIdProblems(item, each, [...path, at]));
  }
  if (isInputObjectType(nullable)) {
    if (typeof value !== 'object') return [];
    const fields = nullable.getFields();
    return Object.entries(value).flatMap(([name, item]) => {
      const field = fields[name];
      return field ? globalIdProblems(field.type, item, [...path, name]) : [];
    });
  }
  if (getNamedType(nullable).name !== 'ID' || (typeof value === 'string' && isGlobalId(value))) return [];
  return [{path, explanation: invalidGlobalId(value)}];
}
