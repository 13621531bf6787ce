/** What the admin shows of products and their variants. */
import {partOf, type Connection, type Part, type ShopAccess} from './ask.ts';

export interface Variant {
  id: string;
  title: string;
  sku: string | null;
  price: string;
  inventoryQuantity: number | null;
  inventoryItem: {
    tracked: boolean;
    inventoryLevels: {nodes: {id: string; location: {name: string}; quantities: {name: string; quantity: number}[]}[]};
  };
}

export interface Product {
  id: string;
  title: string;
  status: string;
  vendor: string;
  totalInventory: number;
  tracksInventory: boolean;
  variants: {nodes: Variant[]};
}

const variant = `id title sku price inventoryQuantity
  inventoryItem { tracked inventoryLevels(first: 10) { nodes { id location { name } quantities(names: ["available", "committed"]) { name quantity } } } }`;
const product = 'id title status vendor totalInventory tracksInventory';

const listQuery = `query SandboxProducts($after: String, $query: String, $first: Int!) {
  products(first: $first, after: $after, query: $query) {
    nodes { ${product} variants(first: 20) { nodes { id title sku price inventoryQuantity inventoryItem { tracked inventoryLevels(first: 1) { nodes { id location { name } quantities(names: ["available"]) { name quantity } } } } } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
const productQuery = `query SandboxProduct($id: ID!) {
  product(id: $id) { ${product} variants(first: 30) { nodes { ${variant} } } }
}`;

export async function listProducts(shop: ShopAccess, after: string | null, first = 25): Promise<Part<Product>> {
  return partOf((await shop.ask<{products: Connection<Product>}>(listQuery, {after, first, query: null})).products);
}

/** @param number the number in its gid. @returns null if there is none */
export async function readProduct(shop: ShopAccess, number: string): Promise<Product | null> {
  return (await shop.ask<{product: Product | null}>(productQuery, {id: `gid://shopify/Product/${number}`})).product;
}

export interface Location {
  id: string;
  name: string;
}

/** Where the merchant's own stock is. */
export async function listLocations(shop: ShopAccess): Promise<Location[]> {
  const query = 'query SandboxLocations { locations(first: 20) { nodes { id name } } }';
  return (await shop.ask<{locations: {nodes: Location[]}}>(query)).locations.nodes;
}
