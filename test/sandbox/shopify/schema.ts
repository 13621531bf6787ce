/** Shopify's real Admin schema, and the one field resolver that runs the domain's resolvers behind the platform's checks. */
import {readFile} from 'node:fs/promises';
import {promisify} from 'node:util';
import {gunzip} from 'node:zlib';
import {
  buildClientSchema,
  getNamedType,
  GraphQLError,
  isObjectType,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  type GraphQLTypeResolver,
  type IntrospectionQuery,
} from 'graphql';
import {allows, deniedExtensions, deniedMessage, parseRequirement, type Grant, type Requirement} from './access.ts';
import type {BulkOfApp} from './bulk/bulk.ts';
import type {Resolvers, ShopContext} from './contract.ts';
import type {IdempotencyKeys} from './idempotency.ts';
import {attachScalars} from './scalars.ts';

/** The Admin API version that is simulated. */
export const apiVersion = '2026-07';

/** What the field resolver is given: the domain's context, and what the caller may do. */
export interface CallContext extends ShopContext {
  readonly grant: Grant;
  readonly idempotencyKeys: IdempotencyKeys;
  /** Bulk operations of the calling app in this shop. */
  readonly bulk: BulkOfApp;
  /** Address of the sandbox. */
  readonly origin: string;
}

/** A member's demand, with Shopify's own words for it. */
export interface Demand {
  readonly required: string;
  readonly groups: Requirement;
}

export interface AdminSchema {
  readonly schema: GraphQLSchema;
  /** Demand of `Type` or `Type.field`. */
  readonly demands: ReadonlyMap<string, Demand>;
  /** Types of gid that an argument or an input field takes: `Mutation.field.argument`, `Input.field`. */
  readonly gidTypes: ReadonlyMap<string, readonly string[]>;
  /** Text of each mutation, from which its rules are read. */
  readonly mutationTexts: ReadonlyMap<string, string>;
}

interface RawArgument {
  name: string;
  gidTypes?: string[] | null;
}
interface RawType {
  name: string;
  requiredAccess?: string | null;
  fields?: {name: string; description?: string | null; requiredAccess?: string | null; args: RawArgument[]}[] | null;
  inputFields?: RawArgument[] | null;
}

/** Texts that the schema lacks. Shopify: delivery profiles need `shipping` scopes (reference §12). */
const supplement: Record<string, string> = {
  DeliveryProfile:
    'Any of `assigned_shipping` or `shipping` access scopes or `manage_delivery_settings` user permission.',
};

const source = new URL('../../../core/shopify/generated/admin-2026-07.json.gz', import.meta.url);

let loaded: Promise<AdminSchema> | undefined;

/** The schema; reading and building it takes about a quarter of a second, so it is done once per process. */
export function loadAdminSchema(): Promise<AdminSchema> {
  loaded ??= buildAdminSchema();
  return loaded;
}

async function buildAdminSchema(): Promise<AdminSchema> {
  const packed = await promisify(gunzip)(await readFile(source));
  const introspection: {data: IntrospectionQuery & {__schema: {types: readonly RawType[]}}} = JSON.parse(
    packed.toString('utf8'),
  );
  const schema = buildClientSchema(introspection.data);
  attachScalars(schema);
  const demands = new Map<string, Demand>();
  const gidTypes = new Map<string, readonly string[]>();
  const mutationTexts = new Map<string, string>();
  const {__schema: raw} = introspection.data;
  for (const type of raw.types) {
    const mutation = type.name === 'Mutation';
    const demand = (member: string, required: string | null | undefined) => {
      const groups = parseRequirement(required, mutation);
      if (required && groups.length > 0) demands.set(member, {required, groups});
    };
    const ids = (owner: string, members: RawArgument[] | null | undefined) => {
      for (const member of members ?? []) {
        if (member.gidTypes?.length) gidTypes.set(`${owner}.${member.name}`, member.gidTypes);
      }
    };
    demand(type.name, type.requiredAccess ?? supplement[type.name]);
    ids(type.name, type.inputFields);
    for (const field of type.fields ?? []) {
      demand(`${type.name}.${field.name}`, field.requiredAccess);
      ids(`${type.name}.${field.name}`, field.args);
      if (mutation) mutationTexts.set(field.name, field.description ?? '');
    }
  }
  return {schema, demands, gidTypes, mutationTexts};
}

/** Which demands a field makes: its own, and that of the objects it yields (of a connection: of its nodes). */
function demandsOf(admin: AdminSchema, typeName: string, fieldName: string): Demand[] {
  const parent = admin.schema.getType(typeName);
  const field = isObjectType(parent) ? parent.getFields()[fieldName] : undefined;
  const found = [admin.demands.get(`${typeName}.${fieldName}`)];
  if (field) {
    const yielded = getNamedType(field.type);
    found.push(admin.demands.get(yielded.name));
    const nodes =
      isObjectType(yielded) && yielded.name.endsWith('Connection') ? yielded.getFields()['nodes'] : undefined;
    if (nodes) found.push(admin.demands.get(getNamedType(nodes.type).name));
  }
  return found.filter((demand) => demand !== undefined);
}

/** A check that runs before a mutation's resolver, around it. */
export type MutationGuard = (
  run: () => unknown,
  args: Record<string, unknown>,
  context: CallContext,
  info: Parameters<GraphQLFieldResolver<unknown, CallContext>>[3],
) => unknown;

/** The resolver of every field: access, then (for mutations) the guards, then the domain's resolver or the parent's property. */
export function createFieldResolver(
  admin: AdminSchema,
  resolvers: Resolvers,
  guards: readonly MutationGuard[],
): GraphQLFieldResolver<unknown, CallContext> {
  const cache = new Map<string, Demand[]>();
  return (parent, args: Record<string, unknown>, context, info) => {
    const {fieldName} = info;
    const typeName = info.parentType.name;
    const member = `${typeName}.${fieldName}`;
    let demands = cache.get(member);
    if (!demands) cache.set(member, (demands = demandsOf(admin, typeName, fieldName)));
    for (const demand of demands) refuseUnless(context.grant, demand, fieldName);

    const run = (): unknown => {
      const resolver = resolvers[typeName]?.[fieldName];
      if (resolver) return resolver(parent, args, context, info);
      const value = isRecord(parent) ? parent[fieldName] : undefined;
      return typeof value === 'function' ? value.call(parent, args, context, info) : value;
    };
    let guarded = run;
    for (const guard of typeName === 'Mutation' ? guards.toReversed() : []) {
      const next = guarded;
      guarded = () => guard(next, args, context, info);
    }
    const value = guarded();
    return value instanceof Promise ? value.then((settled) => simulated(settled, member)) : simulated(value, member);
  };
}

/** The concrete type of an interface's or a union's value: its `__typename`, if the caller may see it. */
export function createTypeResolver(admin: AdminSchema): GraphQLTypeResolver<unknown, CallContext> {
  return (value, context, info) => {
    const name = isRecord(value) ? value['__typename'] : undefined;
    if (typeof name !== 'string') {
      throw new GraphQLError(`sandbox: ${info.parentType.name}.${info.fieldName} gave an object without __typename`);
    }
    const demand = admin.demands.get(name);
    if (demand) refuseUnless(context.grant, demand, info.fieldName);
    return name;
  };
}

function refuseUnless(grant: Grant, demand: Demand, fieldName: string): void {
  if (allows(grant, demand.groups)) return;
  throw new GraphQLError(deniedMessage(fieldName, demand.required), {extensions: deniedExtensions(demand.required)});
}

function simulated(value: unknown, member: string): unknown {
  if (value !== undefined) return value;
  throw new GraphQLError(`sandbox: ${member} is not simulated`, {extensions: {code: 'NOT_SIMULATED'}});
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
