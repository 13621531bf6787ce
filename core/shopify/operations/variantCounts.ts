/** How many variants products have. Scope: read_products. */
import type {VariantCountsQuery, VariantCountsQueryVariables} from '../generated/operations.ts';
import {operation} from '../operation.ts';

export const variantCounts = operation<VariantCountsQuery, VariantCountsQueryVariables>(`#graphql
  query VariantCounts($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Product {
        id
        variantsCount {
          count
        }
      }
    }
  }
`);
