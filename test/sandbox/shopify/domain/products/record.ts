// Products and variants.
import type {InventoryItem} from '../inventory/record.ts';

export interface Product {
  readonly __typename: 'Product';
  readonly id: string;
  readonly createdAt: string;
  updatedAt: string;
  publishedAt: string | null;
  title: string;
  handle: string;
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED';
  vendor: string;
  productType: string;
  description: string;
  descriptionHtml: string;
  tags: string[];
  featuredImage: null;
  featuredMedia: null;
  isGiftCard: boolean;
  onlineStoreUrl: null;
  templateSuffix: null;
  category: null;
  requiresSellingPlan: boolean;
  metafield: null;
  readonly variantList: ProductVariant[];
}

export interface ProductVariant {
  readonly __typename: 'ProductVariant';
  readonly id: string;
  readonly createdAt: string;
  updatedAt: string;
  title: string;
  price: string;
  compareAtPrice: string | null;
  barcode: string | null;
  position: number;
  taxable: boolean;
  taxCode: null;
  inventoryPolicy: 'CONTINUE' | 'DENY';
  image: null;
  metafield: null;
  requiresComponents: boolean;
  readonly product: Product;
  readonly inventoryItem: InventoryItem;
}
