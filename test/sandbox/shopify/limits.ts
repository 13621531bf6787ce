/** Shopify's limit on lists in arguments: 250 items, everywhere but where its schema says otherwise. */
import {Kind, visit} from 'graphql';
import type {Call, ErrorJson} from './document.ts';

const limit = 250;
/** Shopify: `fulfillmentCreate` takes up to 512 line items of a fulfillment order (reference §5). */
const exceptions = new Map([['fulfillmentOrderLineItems', 512]]);

/** The lists of variables and literals that are too long. */
export function inputSizeErrors(call: Call, variables: Readonly<Record<string, unknown>>): ErrorJson[] {
  const errors: ErrorJson[] = [];
  const tooLong = (path: readonly (string | number)[], length: number): void => {
    const name = path.findLast((part) => typeof part === 'string');
    const most = (typeof name === 'string' ? exceptions.get(name) : undefined) ?? limit;
    if (length <= most) return;
    const message = `The input array size of ${length} is greater than the maximum allowed of ${most}.`;
    errors.push({message, path: [...path], extensions: {code: 'MAX_INPUT_SIZE_EXCEEDED'}});
  };
  const look = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      tooLong(path, value.length);
      for (const [at, item] of value.entries()) look(item, [...path, at]);
      return;
    }
    for (const [name, item] of Object.entries(value)) look(item, [...path, name]);
  };
  // A list is named by the argument that takes it, not by its variable.
  visit(call.operation, {
    Argument(node) {
      if (node.value.kind === Kind.VARIABLE) look(variables[node.value.name.value], [node.name.value]);
    },
    ListValue(node, _key, _parent, _path, ancestors) {
      const owner = ancestors.findLast(
        (each) => 'kind' in each && (each.kind === Kind.ARGUMENT || each.kind === Kind.OBJECT_FIELD),
      );
      const name = owner && 'name' in owner && owner.name ? owner.name.value : '';
      tooLong([name], node.values.length);
    },
  });
  return errors;
}
