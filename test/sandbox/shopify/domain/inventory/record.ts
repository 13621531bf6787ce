// Inventory items and their levels at locations.
import type {Location} from '../locations/record.ts';
import type {ProductVariant} from '../products/record.ts';

/** The states that are stored; on_hand is what they add up to, without incoming (rules §3). */
export const quantityNames = [
  'available',
  'committed',
  'damaged',
  'incoming',
  'quality_control',
  'reserved',
  'safety_stock',
] as const;

export type QuantityName = (typeof quantityNames)[number];

export interface InventoryItem {
  readonly __typename: 'InventoryItem';
  readonly id: string;
  readonly createdAt: string;
  updatedAt: string;
  sku: string | null;
  tracked: boolean;
  requiresShipping: boolean;
  weight: {unit: string; value: number} | null;
  variant: ProductVariant;
  countryCodeOfOrigin: string | null;
  provinceCodeOfOrigin: string | null;
  harmonizedSystemCode: string | null;
  unitCost: null;
  inventoryHistoryUrl: null;
  trackedEditable: {locked: boolean; reason: string | null};
  readonly levels: InventoryLevel[];
}

export interface InventoryLevel {
  readonly __typename: 'InventoryLevel';
  /** `gid://shopify/InventoryLevel/<n>?inventory_item_id=<m>` (rules §3). */
  readonly id: string;
  readonly createdAt: string;
  updatedAt: string;
  isActive: boolean;
  readonly item: InventoryItem;
  readonly location: Location;
  readonly amounts: Record<QuantityName, number>;
  readonly updatedAtByName: Partial<Record<QuantityName | 'on_hand', string>>;
  deactivationAlert: null;
}
