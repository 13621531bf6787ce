import type {Operation} from './operation.ts';

export interface CallOptions {
  signal?: AbortSignal;
  /** How often a retryable failure is tried again before it is thrown; default 3 for queries, and for mutations only where it is sure that nothing happened. */
  retries?: number;
}

/** The Admin API of one shop. */
export interface AdminClient {
  readonly shop: string;
  /** Runs one document. Top-level errors are thrown; `userErrors` are the caller's to read (see `userErrors.ts`).
   * @throws AppError `shopify_*` */
  run<Answer, Variables>(
    operation: Operation<Answer, Variables>,
    variables: Variables,
    options?: CallOptions,
  ): Promise<Answer>;
}
