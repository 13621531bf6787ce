// The schema's fields about bulk operations and staged uploads.
import {GraphQLError} from 'graphql';
import type {Resolver} from '../contract.ts';
import {notSimulated} from '../domain/notSimulated.ts';
import type {CallContext} from '../schema.ts';
import type {ListInput, RunInput} from './bulk.ts';

interface UploadInput {
  resource: string;
  filename: string;
  mimeType: string;
  httpMethod?: 'POST' | 'PUT' | null;
}

type Handler<Args> = (root: unknown, args: Args, context: CallContext) => unknown;

function requireOperation(id: string): void {
  if (!/^gid:\/\/shopify\/BulkOperation\/\d+$/.test(id)) {
    throw new GraphQLError(`Invalid id: ${id}`, {extensions: {code: 'RESOURCE_NOT_FOUND'}});
  }
}

const stagedUploadsCreate: Handler<{input: UploadInput[]}> = (_root, {input}, context) => {
  const stagedTargets = input.map(({resource, filename, mimeType, httpMethod}) => {
    if (resource !== 'BULK_MUTATION_VARIABLES') throw notSimulated(`staged uploads for ${resource}`);
    // Shopify: bulk variables are posted as a form (reference §10).
    if (httpMethod !== 'POST') throw notSimulated('staged uploads by PUT');
    const url = `${context.origin}/staged-uploads/`;
    return {url, resourceUrl: url, parameters: context.bulk.stage(filename, mimeType).parameters};
  });
  return {stagedTargets, userErrors: []};
};

const run: Handler<RunInput> = (_root, args, context) => context.bulk.run(args);

const cancel: Handler<{id: string}> = (_root, {id}, context) => context.bulk.cancel(id);

const find: Handler<{id: string}> = (_root, {id}, context) => {
  requireOperation(id);
  return context.bulk.find(id) ?? null;
};

const list: Handler<ListInput> = (_root, args, context) => context.bulk.list(args);

// Bulk queries are not simulated, so there is none that could be the newest.
const current: Handler<{type?: string}> = (_root, {type}, context) =>
  type === 'MUTATION' ? (context.bulk.newest() ?? null) : null;

/** The context of a call has more in it than the domain is promised. */
function called<Args>(handler: Handler<Args>): Resolver {
  return (root, args: Args, context) => handler(root, args, context as CallContext);
}

export const bulkResolvers: Record<string, Record<string, Resolver>> = {
  QueryRoot: {bulkOperation: called(find), bulkOperations: called(list), currentBulkOperation: called(current)},
  Mutation: {
    stagedUploadsCreate: called(stagedUploadsCreate),
    bulkOperationRunMutation: called(run),
    bulkOperationCancel: called(cancel),
  },
};
