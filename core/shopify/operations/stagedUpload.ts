/** Where a file of variables for a bulk operation may be put. No scope. */
import type {StagedUploadMutation, StagedUploadMutationVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const stagedUpload = operation<StagedUploadMutation, StagedUploadMutationVariables>(`#graphql
  mutation StagedUpload($filename: String!) {
    stagedUploadsCreate(
      input: [{resource: BULK_MUTATION_VARIABLES, filename: $filename, mimeType: "text/jsonl", httpMethod: POST}]
    ) {
      stagedTargets {
        url
        parameters {
          name
          value
        }
      }
      userErrors {
        field
        message
      }
    }
  }
`);
