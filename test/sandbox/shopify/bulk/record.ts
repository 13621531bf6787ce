// A bulk operation as the schema reads it. Counts are numbers here; the scalar UnsignedInt64 writes them as text.

export interface BulkOperation {
  readonly __typename: 'BulkOperation';
  readonly id: string;
  readonly type: 'MUTATION';
  /** Shopify: the mutation's document stands in `query` (reference §10). */
  readonly query: string;
  readonly createdAt: string;
  status: 'CREATED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'CANCELING' | 'CANCELED';
  errorCode: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT' | null;
  completedAt: string | null;
  objectCount: number;
  rootObjectCount: number;
  fileSize: number | null;
  url: string | null;
  partialDataUrl: string | null;
}

/** Whether it is still at work, or about to be. */
export function isLive({status}: BulkOperation): boolean {
  return status === 'CREATED' || status === 'RUNNING' || status === 'CANCELING';
}
