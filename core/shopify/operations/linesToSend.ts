/** Further lines of a long fulfillment order, as an email shows them. */
import type {LinesToSendQuery, LinesToSendQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';
import {lineToSend} from './lineToSend.ts';

export const linesToSend = operation<LinesToSendQuery, LinesToSendQueryVariables>(`#graphql
  query LinesToSend($id: ID!, $after: String) {
    fulfillmentOrder(id: $id) {
      lineItems(first: 50, after: $after) {
        nodes {
          ...LineToSend
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
  ${lineToSend}
`);
