/** Runs operations behind the platform's checks: for a call over HTTP, and for each row of a bulk operation. */
import {execute, GraphQLError} from 'graphql';
import {createBulk, type Bulk} from './bulk/bulk.ts';
import {bulkResolvers} from './bulk/resolvers.ts';
import {createDocumentReader, readVariables, type Call, type ErrorJson} from './document.ts';
import {createGidGuard} from './gids.ts';
import {createIdempotencyGuard} from './idempotency.ts';
import {inputSizeErrors} from './limits.ts';
import type {Platform} from './platform.ts';
import type {Resolvers} from './contract.ts';
import {createFieldResolver, createTypeResolver} from './schema.ts';
import type {Shop} from './shops.ts';
import type {Caller} from './tokens.ts';

export interface Result {
  readonly data: Record<string, unknown> | null;
  readonly errors: readonly ErrorJson[] | undefined;
}

type Variables = Readonly<Record<string, unknown>>;

export interface Executor {
  readonly readDocument: ReturnType<typeof createDocumentReader>;
  readonly bulk: Bulk;
  /** The variables as the schema wants them, or why Shopify would refuse them before it runs anything. */
  checkVariables(call: Call, given: Variables): {values: Variables} | {errors: readonly ErrorJson[]};
  /** Runs an operation whose variables were checked. */
  run(shop: Shop, caller: Caller, call: Call, given: Variables): Promise<Result>;
}

/** The one executor of a sandbox. */
export function createExecutor(platform: Platform): Executor {
  const {admin} = platform;
  const fieldResolver = createFieldResolver(admin, withBulk(platform.domain.resolvers), [
    createGidGuard(admin),
    createIdempotencyGuard(admin),
  ]);
  const typeResolver = createTypeResolver(admin);
  const executor: Executor = {
    readDocument: createDocumentReader(admin.schema),
    bulk: createBulk(platform, () => executor),
    checkVariables(call, given) {
      const read = readVariables(admin.schema, call.operation, given);
      if ('errors' in read) return read;
      const tooLong = inputSizeErrors(call, read.values);
      return tooLong.length > 0 ? {errors: tooLong} : read;
    },
    async run(shop, caller, call, given) {
      const result = await execute({
        schema: admin.schema,
        document: call.document,
        operationName: call.operation.name?.value ?? null,
        variableValues: given,
        contextValue: {
          ...platform.context(shop, caller),
          grant: platform.grant(caller),
          idempotencyKeys: shop.idempotencyKeys[caller],
          bulk: executor.bulk.of(shop, caller),
          origin: platform.origin(),
        },
        fieldResolver,
        typeResolver,
      });
      return {data: result.data ?? null, errors: result.errors?.map(errorJson)};
    },
  };
  return executor;
}

/** The domain's resolvers and those of bulk operations, which are the platform's: they run other operations. */
function withBulk(domain: Resolvers): Resolvers {
  const all: Resolvers = {...domain};
  for (const [type, fields] of Object.entries(bulkResolvers)) all[type] = {...all[type], ...fields};
  return all;
}

function errorJson(error: GraphQLError): ErrorJson {
  const {originalError} = error;
  // A resolver that broke is the sandbox's fault, not the caller's: say so with the place, where it can be read.
  if (originalError && !(originalError instanceof GraphQLError)) {
    console.error(originalError);
    return {...error.toJSON(), message: `sandbox: ${error.message}`, extensions: {code: 'INTERNAL_SERVER_ERROR'}};
  }
  return {...error.toJSON()};
}
