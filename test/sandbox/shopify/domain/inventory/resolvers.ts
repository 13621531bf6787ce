// inventoryItem(s), inventoryLevel(s) and their fields; inventoryItemUpdate.
import {GraphQLError} from 'graphql';
import type {Resolvers, ShopContext} from '../../contract.ts';
import {connection, count, type PageArgs} from '../connection.ts';
import {gid, numberOf, parseGid, requireGid} from '../ids.ts';
import {search} from '../search.ts';
import {stateOf} from '../state.ts';
import {nowText} from '../time.ts';
import {userError} from '../userErrors.ts';
import {activeLevels, levelAt, quantity} from './levels.ts';
import {quantityNames, type InventoryItem, type InventoryLevel, type QuantityName} from './record.ts';

interface LevelListArgs extends PageArgs {
  includeInactive?: boolean | null;
  query?: string | null | undefined;
}

interface ItemInput {
  sku?: string | null;
  tracked?: boolean | null;
  requiresShipping?: boolean | null;
  countryCodeOfOrigin?: string | null;
  provinceCodeOfOrigin?: string | null;
  harmonizedSystemCode?: string | null;
  measurement?: {weight?: {unit: string; value: number} | null} | null;
}

/** Applies an InventoryItemInput, as inventoryItemUpdate and productVariantsBulkUpdate take it. */
export function updateItem(context: ShopContext, item: InventoryItem, input: ItemInput): void {
  if (input.sku !== undefined) item.sku = input.sku;
  if (typeof input.tracked === 'boolean') item.tracked = input.tracked;
  if (typeof input.requiresShipping === 'boolean') item.requiresShipping = input.requiresShipping;
  if (input.countryCodeOfOrigin !== undefined) item.countryCodeOfOrigin = input.countryCodeOfOrigin;
  if (input.provinceCodeOfOrigin !== undefined) item.provinceCodeOfOrigin = input.provinceCodeOfOrigin;
  if (input.harmonizedSystemCode !== undefined) item.harmonizedSystemCode = input.harmonizedSystemCode;
  if (input.measurement?.weight) item.weight = {...input.measurement.weight};
  item.updatedAt = nowText(context);
}

function isName(name: string): name is QuantityName | 'on_hand' {
  return name === 'on_hand' || quantityNames.some((known) => known === name);
}

function quantities(level: InventoryLevel, args: {names: string[]}) {
  const {number, parameters} = parseGid(level.id) ?? {number: '0', parameters: ''};
  return args.names.map((name) => {
    if (!isName(name)) throw new GraphQLError(`The quantity name "${name}" does not exist.`);
    return {
      __typename: 'InventoryQuantity',
      id: `${gid('InventoryQuantity', number)}?${parameters}&name=${name}`,
      name,
      quantity: quantity(level, name),
      updatedAt: level.updatedAtByName[name] ?? null,
    };
  });
}

/** The levels that a list shows. Shopify: inactive ones only with includeInactive:true (rules §3). */
function listed(levels: Iterable<InventoryLevel>, args: LevelListArgs): InventoryLevel[] {
  const shown = [...levels].filter((level) => args.includeInactive || (level.isActive && level.location.isActive));
  return search(shown, args.query, {
    id: (level) => [level.id],
    inventory_item_id: (level) => [level.item.id],
    created_at: (level) => [level.createdAt],
    updated_at: (level) => [level.updatedAt],
  });
}

export const inventoryResolvers: Resolvers = {
  QueryRoot: {
    inventoryItem: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('InventoryItem', args.id);
      return stateOf(context).inventoryItems.get(args.id) ?? null;
    },
    inventoryItems: (_root: unknown, args: PageArgs & {query?: string | null}, context: ShopContext) =>
      connection(
        search(stateOf(context).inventoryItems.all(), args.query, {
          id: (item) => [item.id],
          sku: (item) => [item.sku],
          created_at: (item) => [item.createdAt],
          updated_at: (item) => [item.updatedAt],
        }),
        args,
      ),
    inventoryLevel: (_root: unknown, args: {id: string}, context: ShopContext) => {
      requireGid('InventoryLevel', args.id);
      return stateOf(context).inventoryLevels.get(args.id) ?? null;
    },
  },
  InventoryItem: {
    legacyResourceId: (item: InventoryItem) => numberOf(item.id),
    duplicateSkuCount: (item: InventoryItem, _args: unknown, context: ShopContext) =>
      item.sku
        ? stateOf(context)
            .inventoryItems.all()
            .filter((other) => other !== item && other.sku === item.sku).length
        : 0,
    measurement: (item: InventoryItem) => ({
      __typename: 'InventoryItemMeasurement',
      id: item.id.replace('/InventoryItem/', '/InventoryItemMeasurement/'),
      weight: item.weight,
    }),
    inventoryLevel: (
      item: InventoryItem,
      args: {locationId: string; includeInactive?: boolean},
      context: ShopContext,
    ) => {
      requireGid('Location', args.locationId);
      const location = stateOf(context).locations.get(args.locationId);
      const level = location && levelAt(item, location);
      return level && (level.isActive || args.includeInactive) ? level : null;
    },
    inventoryLevels: (item: InventoryItem, args: LevelListArgs) =>
      // Shopify: `location_id` is ignored on an item, with a search warning (rules §3).
      connection(
        listed(item.levels, {...args, query: /location_id:/.test(args.query ?? '') ? null : args.query}),
        args,
      ),
    locationsCount: (item: InventoryItem) => count(activeLevels(item)),
    variants: (item: InventoryItem, args: PageArgs) => connection([item.variant], args),
  },
  InventoryLevel: {
    quantities,
    canDeactivate: (level: InventoryLevel) => activeLevels(level.item).length > 1,
    scheduledChanges: (_level: InventoryLevel, args: PageArgs) => connection([], args),
  },
  Location: {
    inventoryLevel: (
      location: InventoryLevel['location'],
      args: {inventoryItemId: string; includeInactive?: boolean},
      context: ShopContext,
    ) => {
      requireGid('InventoryItem', args.inventoryItemId);
      const item = stateOf(context).inventoryItems.get(args.inventoryItemId);
      const level = item && levelAt(item, location);
      return level && (level.isActive || args.includeInactive) ? level : null;
    },
    inventoryLevels: (location: InventoryLevel['location'], args: LevelListArgs) =>
      connection(listed(location.levels, args), args),
  },
  Mutation: {
    inventoryItemUpdate: (_root: unknown, args: {id: string; input: ItemInput}, context: ShopContext) => {
      requireGid('InventoryItem', args.id);
      const item = stateOf(context).inventoryItems.get(args.id);
      if (!item) {
        const message = "The product couldn't be updated because it does not exist.";
        return {inventoryItem: null, userErrors: [userError(['id'], message)]};
      }
      updateItem(context, item, args.input);
      return {inventoryItem: item, userErrors: []};
    },
  },
};
