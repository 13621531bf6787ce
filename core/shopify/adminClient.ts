/** The Admin API client: one per shop, all of a process sharing their knowledge of costs and rate limits. */
import type {Config} from '../config.ts';
import type {Logger} from '../logger.ts';
import {runBatch} from './batch.ts';
import {createCaller, type TokenSource} from './caller.ts';
import type {AdminClient} from './client.ts';
import {graphQLError, worstError} from './failures.ts';
import type {Operation} from './operation.ts';
import {createPace} from './pace.ts';
import {outsideFetch} from './rewrite.ts';
import {shopDomain} from './shopDomain.ts';

export interface AdminClientParts {
  config: Pick<Config, 'OUTSIDE_TIMEOUT_SECONDS' | 'SHOPIFY_API_ORIGIN'>;
  log: Logger;
  tokens: TokenSource;
}

/** Points to set aside for an operation that has not been run before. */
const unknownCost = 10;

/** Makes `Context.admin`. Each call is one POST to `https://<shop>/admin/api/<version>/graphql.json` (or the sandbox), with the
 * shop's token, at the shop's pace. The returned function throws AppError `invalid_input` for what is no shop domain. */
export function createAdminClients({config, log, tokens}: AdminClientParts): (shop: string) => AdminClient {
  const pace = createPace();
  const caller = createCaller({config, log, tokens, pace, fetch: outsideFetch(config)});
  const costs = new Map<string, number>();
  const batchCosts = new Map<string, number>();

  return (text) => {
    const shop = shopDomain(text);
    return {
      shop,
      async run<Answer, Variables>(operation: Operation<Answer, Variables>, variables: Variables, options = {}) {
        const {kind} = operation;
        const answer = await caller.call(
          {
            shop,
            name: operation.name,
            kind,
            document: operation.document,
            variables,
            expectedCost: costs.get(operation.name) ?? unknownCost,
          },
          options,
        );
        if (answer.cost) costs.set(operation.name, answer.cost.requested);
        const error = worstError(answer.errors.map((failure) => graphQLError(failure, kind, answer.data !== null)));
        if (error) {
          const done = kind === 'mutation' && Object.values(answer.data ?? {}).every((payload) => payload !== null);
          if (!done || !answer.data) throw error;
          log.warn(
            {shop, operation: operation.name, err: error},
            'A mutation took effect, but not all of it could be read',
          );
        }
        return answer.data as Answer;
      },
      runBatch: (operation, list, options = {}) =>
        runBatch({caller, pace, costs: batchCosts}, shop, operation, list, options),
    };
  };
}
