/** The Admin API as the use cases see it. */
import type {AppError} from '../errors.ts';
import type {Operation} from './operation.ts';

export interface CallOptions {
  signal?: AbortSignal;
  /** Asked right before each request leaves the process, with no await between; false: it is not sent. For a worker whose
   * hold may have run out while the process was frozen. */
  mayCall?: () => boolean;
  /** How often a retryable failure is tried again before it is thrown; default 3 for queries, and for mutations only where it is sure that nothing happened. */
  retries?: number;
}

/** What became of one mutation of a batch. Only an error of code `shopify_outcome_unknown` may have taken effect. */
export type BatchOutcome<Answer> = {answer: Answer; error?: never} | {error: AppError; answer?: never};

/** The Admin API of one shop. */
export interface AdminClient {
  readonly shop: string;
  /** Runs one document. Top-level errors are thrown; `userErrors` are the caller's to read (see `userErrors.ts`).
   * A mutation that took effect is answered even if a part of what it selects could not be read.
   * @throws AppError `shopify_*`; `not_found` for an id Shopify does not know. `shopify_outcome_unknown` comes of mutations
   * alone; at every other code the mutation surely did not happen. */
  run<Answer, Variables>(
    operation: Operation<Answer, Variables>,
    variables: Variables,
    options?: CallOptions,
  ): Promise<Answer>;
  /** Runs a mutation of one root field once for each of the variables, many to a document (aliases), documents one after
   * another. Outcomes in the order of the variables, each with its answer or its own error; `userErrors` are the caller's.
   * After a document whose outcome is unknown, or that failed as a whole, no further one is sent.
   * @throws Error if the operation is not a mutation of one root field (a fault in the code); never for what Shopify does. */
  runBatch<Answer, Variables>(
    operation: Operation<Answer, Variables>,
    variablesList: readonly Variables[],
    options?: CallOptions,
  ): Promise<BatchOutcome<Answer>[]>;
}
