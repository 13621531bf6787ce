/** Runs a mutation once for each line of an uploaded file. The scopes are the mutation's. */
import type {RunBulkMutationMutation, RunBulkMutationMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const runBulkMutation = operation<RunBulkMutationMutation, RunBulkMutationMutationVariables>(`#graphql
  mutation RunBulkMutation($mutation: String!, $path: String!, $clientIdentifier: String) {
    bulkOperationRunMutation(mutation: $mutation, stagedUploadPath: $path, clientIdentifier: $clientIdentifier) {
      bulkOperation {
        id
        status
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
