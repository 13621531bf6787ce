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
const countCost = 10;
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

/** The cost before the call runs: `requestedQueryCost`. */
export function requestedCost(input: CostInput): number {
  const root = input.schema.getRootType(input.operation.operation);
  if (!root) return 0;
  const visit: Visit = (field, parent, name) => {
    const type = yieldedType(parent, name);
    if (!type || name === 'userErrors' || name.endsWith('UserErrors') || freeTypes.has(type.name)) return 0;
    if (type.name === 'Count') return countCost;
    const children = field.selectionSet ? walk(input, field.selectionSet, type, visit) : 0;
    if (parent === input.schema.getMutationType()) return mutationCost + children;
    if (isConnection(type)) return 2 + pageSize(pageLimit(input, field)) * (1 + children);
    // Inside a connection, `edges { node }` and `nodes` name what the connection has already counted.
    if (isConnection(parent))
      return field.selectionSet && isEdge(type) ? edgeCost(input, field, type, visit) : children;
    return 1 + children;
  };
  return walk(input, input.operation.selectionSet, root, visit);
}

/** The cost after the call ran: the same model over what was found; what is null costs nothing. A mutation costs 10 at least. */
export function actualCost(input: CostInput, data: unknown): number {
  const root = input.schema.getRootType(input.operation.operation);
  if (!root) return 0;
  const at = (selection: SelectionSetNode, type: GraphQLCompositeType, value: unknown): number => {
    if (!isRecord(value)) return 0;
    const visit: Visit = (field, parent, name) => {
      const yielded = yieldedType(parent, name);
      if (!yielded || name === 'userErrors' || name.endsWith('UserErrors') || freeTypes.has(yielded.name)) return 0;
      const found = value[field.alias?.value ?? name];
      const children = (item: unknown): number => (field.selectionSet ? at(field.selectionSet, yielded, item) : 0);
      if (parent === input.schema.getMutationType()) return mutationCost + children(found);
      if (found === null || found === undefined) return 0;
      if (yielded.name === 'Count') return countCost;
      if (isConnection(yielded)) return 2 + connectionCost(input, field, yielded, found, at);
      if (!Array.isArray(found)) return 1 + children(found);
      return found.length === 0 ? 0 : Math.max(...found.map((item) => (item === null ? 0 : 1 + children(item))));
    };
    return walk(input, selection, type, visit);
  };
  return at(input.operation.selectionSet, root, data);
}

type At = (selection: SelectionSetNode, type: GraphQLCompositeType, value: unknown) => number;

/** Nodes found, counted as a page of that many, each at the mean of what was found of them. */
function connectionCost(
  input: CostInput,
  field: FieldNode,
  type: GraphQLCompositeType,
  found: unknown,
  at: At,
): number {
  if (!isRecord(found) || !field.selectionSet) return 0;
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
      sum += isEdge(yielded) && cost > 0 ? cost - 1 : cost;
    }
    return 0;
  });
  return nodes === 0 ? 0 : Math.round(pageSize(nodes) * (1 + sum / nodes));
}

function edgeCost(input: CostInput, edge: FieldNode, type: GraphQLCompositeType, visit: Visit): number {
  const {selectionSet} = edge;
  if (!selectionSet) return 0;
  return walk(input, selectionSet, type, (field, parent, name) => {
    const node = yieldedType(parent, name);
    return name === 'node' && node && field.selectionSet ? walk(input, field.selectionSet, node, visit) : 0;
  });
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
