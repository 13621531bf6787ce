/** Malformed ids in a mutation's arguments: refused before the mutation runs. */
import {getNamedType, GraphQLError, isInputObjectType, type GraphQLArgument, type GraphQLInputField} from 'graphql';
import type {AdminSchema, MutationGuard} from './schema.ts';

const form = /^gid:\/\/shopify\/([A-Za-z]+)\/([A-Za-z0-9_-]+)(\?[^/]*)?$/;

/** Shopify: a malformed or zero gid is a top-level `RESOURCE_NOT_FOUND` "Invalid id: <gid>", with null data (seen live on the
 * fulfillment order mutations); `fulfillmentCreate` says "invalid id". */
export function createGidGuard(admin: AdminSchema): MutationGuard {
  const check = (
    owner: string,
    members: readonly (GraphQLArgument | GraphQLInputField)[],
    values: unknown,
  ): string[] => {
    if (typeof values !== 'object' || values === null) return [];
    const given = new Map<string, unknown>(Object.entries(values));
    return members.flatMap((member) => {
      const value = given.get(member.name);
      const type = getNamedType(member.type);
      const items: unknown[] = Array.isArray(value) ? value.flat() : [value];
      if (type.name === 'ID') {
        const types = admin.gidTypes.get(`${owner}.${member.name}`);
        return items.filter((item): item is string => typeof item === 'string' && !wellFormed(item, types));
      }
      if (!isInputObjectType(type)) return [];
      return items.flatMap((item) => check(type.name, Object.values(type.getFields()), item));
    });
  };
  return (run, args, _context, info) => {
    const field = info.parentType.getFields()[info.fieldName];
    const [bad] = field ? check(`Mutation.${field.name}`, field.args, args) : [];
    if (bad === undefined) return run();
    const message = info.fieldName === 'fulfillmentCreate' ? 'invalid id' : `Invalid id: ${bad}`;
    throw new GraphQLError(message, {extensions: {code: 'RESOURCE_NOT_FOUND'}});
  };
}

function wellFormed(id: string, types: readonly string[] | undefined): boolean {
  const match = form.exec(id);
  if (!match?.[1] || !match[2] || /^0+$/.test(match[2])) return false;
  // The schema names the types of delivery profiles without their prefix: `Profile` for gid://shopify/DeliveryProfile/1.
  const names = [match[1], match[1].replace(/^Delivery/, '')];
  return types === undefined || names.some((name) => types.includes(name)) || !/^\d+$/.test(match[2]);
}
