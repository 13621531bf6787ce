/** How a bulk operation stands, and where its results are. */
import type {BulkOperationStateQuery, BulkOperationStateQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const bulkOperationState = operation<BulkOperationStateQuery, BulkOperationStateQueryVariables>(`#graphql
  query BulkOperationState($id: ID!) {
    bulkOperation(id: $id) {
      id
      status
      errorCode
      url
      partialDataUrl
    }
  }
`);
