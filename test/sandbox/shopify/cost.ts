/** What a call costs, by the model measured on Shopify's own answers (reference §9). */
import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';

export interface CostInput {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Shopify refuses a single call above this. */
export const maximumCost = 1000;

const mutationCost = 10;
const rootCountCost = 10;
/** Objects that cost nothing, whatever is read of them. */
const freeTypes = new Set(['MoneyBag', 'MoneyV2', 'PageInfo', 'LocationAddress']);

/** Shopify: a page of n costs as floor(2 ln n) nodes, at least as one. */
export const pageSize = (n: number): number => Math.max(1, n > 0 ? Math.floor(2 * Math.log(n)) : 0);

/** Cost of each member of a selection, given how a connection and a list are counted. */
type Visit = (field: FieldNode, type: GraphQLCompositeType, name: string) => number;

function walk(input: CostInput, selection: SelectionSetNode, parent: GraphQLCompositeType, visit: Visit): number {
  let sum = 0;
  const branches = new Map<string, number>();
  for (const node of selection.selections) {
    if (!included(input, node.directives ?? [])) continue;
    if (node.kind === Kind.FIELD) {
      sum += visit(node, parent, node.name.value);
      continue;
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? input.fragments.get(node.name.value) : node;
    if (!fragment) continue;
    const condition = fragment.typeCondition?.name.value;
    const named = condition === undefined ? parent : input.schema.getType(condition);
    const type = isCompositeType(named) ? named : parent;
    const cost = walk(input, fragment.selectionSet, type, visit);
    // Of the concrete types of an interface or a union the dearest counts; everything else is always read.
    if (isAbstractType(parent) && isObjectType(type)) branches.set(type.name, (branches.get(type.name) ?? 0) + cost);
    else sum += cost;
  }
  return sum + Math.max(0, ...branches.values());
}

/** Whether whatever is read of it costs nothing: errors of a payload, money, page info. */
function isFree(name: string, type: GraphQLCompositeType): boolean {
  return freeTypes.has(type.name) || /^userErrors$|UserErrors$/.test(name);
}

/** An object of a mutation's payload costs nothing itself, only what is read below it (seen on 3,000 mutations). */
function payloadCost(input: CostInput, field: FieldNode, payload: GraphQLCompositeType, visit: Visit): number {
  if (!field.selectionSet) return mutationCost;
  const below = walk(input, field.selectionSet, payload, (member, parent, name) => {
    const type = yieldedType(parent, name);
    const cost = visit(member, parent, name);
    return type && !isFree(name, type) && !isConnection(type) ? Math.max(0, cost - 1) : cost;
  });
  return mutationCost + below;
}

/** The cost before the call runs: `requestedQueryCost`. */
export function requestedCost(input: CostInput): number {
  const root = input.schema.getRootType(input.operation.operation);
  if (!root) return 0;
  const visit: Visit = (field, parent, name) => {
    const type = yieldedType(parent, name);
    if (!type || isFree(name, type)) return 0;
    if (type.name === 'Count' && parent === root) return rootCountCost;
    if (parent === input.schema.getMutationType()) return payloadCost(input, field, type, visit);
    const children = field.selectionSet ? walk(input, field.selectionSet, type, visit) : 0;
    if (isConnection(type)) return 2 + pageSize(pageLimit(input, field)) * children;
    // `edges { node }` costs as `nodes`: an edge is no object of its own. Who reads both pays for both.
    return isEdge(parent) ? children : 1 + children;
  };
  return walk(input, input.operation.selectionSet, root, visit);
}

/** The cost after the call ran: the same model over what was found. Seen live: an object that is null still costs 1, an empty
 * page as one of objects without children, a page that is not full in proportion; a mutation whose payload is null costs 10.
 * Shopify's own figure is a little higher where pages are nested. */
export function actualCost(input: CostInput, data: unknown): number {
  const root = input.schema.getRootType(input.operation.operation);
  if (!root) return 0;
  const at: At = (selection, type, value) => {
    const visit: Visit = (field, parent, name) => {
      const yielded = yieldedType(parent, name);
      if (!yielded || isFree(name, yielded)) return 0;
      const found = isRecord(value) ? value[field.alias?.value ?? name] : undefined;
      const below = (item: unknown): number =>
        field.selectionSet && isRecord(item) ? at(field.selectionSet, yielded, item) : 0;
      if (parent === input.schema.getMutationType()) {
        if (!field.selectionSet || !isRecord(found)) return mutationCost;
        return payloadCost(input, field, yielded, (member, payload, each) =>
          at({kind: Kind.SELECTION_SET, selections: [member]}, payload, {
            ...found,
            [each]: found[member.alias?.value ?? each],
          }),
        );
      }
      if (yielded.name === 'Count' && parent === root) return rootCountCost;
      if (isConnection(yielded)) return connectionCost(input, field, yielded, found, at);
      if (!Array.isArray(found)) return 1 + below(found);
      return 1 + Math.max(0, ...found.map(below));
    };
    return walk(input, selection, type, visit);
  };
  return at(input.operation.selectionSet, root, data);
}

type At = (selection: SelectionSetNode, type: GraphQLCompositeType, value: unknown) => number;

function connectionCost(
  input: CostInput,
  field: FieldNode,
  type: GraphQLCompositeType,
  found: unknown,
  at: At,
): number {
  const limit = pageLimit(input, field);
  const full = pageSize(limit);
  if (!isRecord(found) || !field.selectionSet) return 2;
  let nodes = 0;
  let sum = 0;
  walk(input, field.selectionSet, type, (member, _parent, name) => {
    const list = found[member.alias?.value ?? name];
    const yielded = yieldedType(type, name);
    if (!Array.isArray(list) || !yielded || !member.selectionSet) return 0;
    nodes = Math.max(nodes, list.length);
    for (const item of list) {
      const cost = at(member.selectionSet, yielded, item);
      // An edge is no object of its own: `edges { node }` costs as `nodes`.
      sum += 1 + (isEdge(yielded) ? Math.max(0, cost - 1) : cost);
    }
    return 0;
  });
  if (nodes === 0) return 2 + full;
  return 2 + Math.ceil((full * sum) / Math.max(limit, nodes));
}

function yieldedType(parent: GraphQLCompositeType, name: string): GraphQLCompositeType | undefined {
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  const type = field && getNamedType(field.type);
  return type && isCompositeType(type) ? type : undefined;
}

const isConnection = (type: GraphQLCompositeType): boolean => type.name.endsWith('Connection');
const isEdge = (type: GraphQLCompositeType): boolean => type.name.endsWith('Edge');

function pageLimit(input: CostInput, field: FieldNode): number {
  for (const name of ['first', 'last']) {
    const argument = field.arguments?.find((each) => each.name.value === name);
    const value = argument && literal(input, argument.value);
    if (typeof value === 'number') return value;
  }
  return 1;
}

function literal(input: CostInput, node: ValueNode): unknown {
  if (node.kind === Kind.VARIABLE) return input.variables[node.name.value];
  if (node.kind === Kind.INT) return Number(node.value);
  return node.kind === Kind.BOOLEAN ? node.value : undefined;
}

function included(input: CostInput, directives: readonly NonNullable<FieldNode['directives']>[number][]): boolean {
  return directives.every((directive) => {
    const condition = directive.arguments?.find((argument) => argument.name.value === 'if');
    const value = condition && literal(input, condition.value);
    if (directive.name.value === 'skip') return value !== true;
    return directive.name.value !== 'include' || value !== false;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
