/** Repeating a mutation in one document, checked by graphql-js against Shopify's schema. */
import {parse, validate} from 'graphql';
import {describe, expect, it} from 'vitest';
import {repeatable} from '../../../core/shopify/alias.ts';
import {readSchema} from '../../../core/shopify/generated/schema.ts';
import {createFulfillmentService} from '../../../core/shopify/operations/createFulfillmentService.ts';
import {toggleInventoryActivation} from '../../../core/shopify/operations/toggleInventoryActivation.ts';

const schema = readSchema();
const problems = (document: string) => validate(schema, parse(document)).map(({message}) => message);

const tricky = `#graphql
  # a comment with $variables, "quotes" and { braces }
  mutation Adjust($input: InventoryAdjustQuantitiesInput!, $key: String = "a $key } \\" (", $more: [String!]! = ["x"]) {
    done: inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {
      inventoryAdjustmentGroup {
        ...Group
        changes(quantityNames: $more) { name, delta }
      }
      userErrors { field message }
    }
  }
  fragment Group on InventoryAdjustmentGroup { id reason }
`;

describe('repeating a mutation', () => {
  it.each([
    [createFulfillmentService.document, 'fulfillmentServiceCreate'],
    [toggleInventoryActivation.document, 'inventoryBulkToggleActivation'],
    [tricky, 'done'],
  ])('makes valid documents, case %#', (document, key) => {
    const mutation = repeatable(document);
    expect(mutation.key).toBe(key);
    for (const count of [1, 2, 50]) expect(problems(mutation.compose(count))).toEqual([]);
  });

  it('gives each its own alias and variables', () => {
    const mutation = repeatable('mutation Go($id: ID!) { fulfillmentOrderClose(id: $id) { userErrors { message } } }');
    const document = mutation.compose(2);
    expect(document).toContain('f0: fulfillmentOrderClose ( id : $id_0 )');
    expect(document).toContain('f1: fulfillmentOrderClose ( id : $id_1 )');
    expect(mutation.variables([{id: 'a'}, {id: 'b'}])).toEqual({id_0: 'a', id_1: 'b'});
  });

  it('leaves texts alone that only look like variables', () => {
    const document = repeatable(tricky).compose(1);
    expect(document).toContain(String.raw`"a $key } \" ("`);
    expect(document).not.toContain('a comment');
  });

  it.each([
    ['query A { shop { name } }', 'mutation'],
    ['mutation A($a: ID!) { one: fulfillmentOrderClose(id: $a) { userErrors { field } } two: shop }', '}'],
    [
      'mutation A { fulfillmentOrderClose(id: "1") { userErrors { field } } } query B { shop { name } }',
      'one mutation',
    ],
    ['mutation A { ...Fields }', '...'],
    ['mutation A($a: Int) { go { ...F } } fragment F on X { y(first: $a) }', 'no variables'],
    ['mutation A { go(', 'its end'],
    ['mutation A { go ? }', 'character'],
  ])('refuses %j', (document, message) => {
    expect(() => repeatable(document)).toThrow(message);
  });
});
