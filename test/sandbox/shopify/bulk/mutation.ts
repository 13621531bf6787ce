// What Shopify allows as the mutation of a bulk operation (reference §10).
import {
  getNamedType,
  Kind,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import {selectOperation, type Call} from '../document.ts';
import type {Executor} from '../executor.ts';

interface Refusal {
  field: string[] | null;
  message: string;
  code: string | null;
}

// Shopify: at most 65,535 bytes.
const maxBytes = 65_535;
const forbidden = new Set(['bulkOperationRunMutation', 'bulkOperationRunQuery', 'bulkOperationCancel']);

const isConnection = (type: GraphQLOutputType): boolean => getNamedType(type).name.endsWith('Connection');
const invalid = (message: string): Refusal => ({field: null, message, code: 'INVALID_MUTATION'});
const notAllowed = (message: string): Refusal => ({field: ['mutation'], message, code: null});

function connectionsIn(schema: GraphQLSchema, document: DocumentNode): number {
  const types = new TypeInfo(schema);
  let found = 0;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field() {
        const type = types.getType();
        if (type && isConnection(type)) found += 1;
      },
    }),
  );
  return found;
}

/** The operation that each row runs, or why it may not be one. */
export function readMutation(
  schema: GraphQLSchema,
  readDocument: Executor['readDocument'],
  text: string,
): Call | Refusal {
  // That the limit is told so is unverified.
  if (Buffer.byteLength(text) > maxBytes) return invalid(`The mutation is larger than ${maxBytes} bytes.`);
  const read = readDocument(text);
  if (!('document' in read)) return invalid(`Failed to parse the mutation - ${messageOf(read.errors)}`);
  const call = selectOperation(text, read.document, null);
  if (call?.operation.operation !== OperationTypeNode.MUTATION) {
    return invalid('Invalid operation type. Only `mutation` operations are supported.');
  }
  const roots = call.operation.selectionSet.selections;
  const [root] = roots;
  if (roots.length !== 1 || root?.kind !== Kind.FIELD) {
    return notAllowed('You must specify a single top level mutation.');
  }
  if (forbidden.has(root.name.value)) return notAllowed('You must use an allowed mutation name.');
  // The words for a document that does not fit the schema are unverified.
  if (read.errors.length > 0) return invalid(messageOf(read.errors));
  if (connectionsIn(schema, read.document) > 1) {
    return notAllowed('Bulk mutations cannot contain more than 1 connection.');
  }
  return call;
}

function messageOf(errors: readonly Record<string, unknown>[]): string {
  const message = errors[0]?.['message'];
  return typeof message === 'string' ? message : 'it is empty';
}
