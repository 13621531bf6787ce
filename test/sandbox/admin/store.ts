/** What the start page shows of a shop, asked of the Shopify stand-in's Admin API as anyone outside would. */
import {apiVersion} from '../../../core/shopify/version.ts';

export interface Order {
  id: string;
  name: string;
  createdAt: string;
  displayFulfillmentStatus: string;
  fulfillmentOrders: {
    nodes: {
      id: string;
      status: string;
      requestStatus: string;
      assignedLocation: {name: string};
      lineItems: {
        nodes: {
          id: string;
          productTitle: string;
          variantTitle: string | null;
          sku: string | null;
          totalQuantity: number;
          remainingQuantity: number;
        }[];
      };
    }[];
  };
}

export interface Product {
  id: string;
  title: string;
  variants: {
    nodes: {
      id: string;
      title: string;
      sku: string | null;
      inventoryItem: {
        inventoryLevels: {
          nodes: {id: string; location: {name: string}; quantities: {name: string; quantity: number}[]}[];
        };
      };
    }[];
  };
}

export interface Service {
  id: string;
  handle: string;
  serviceName: string;
  type: string;
  location: {id: string; name: string; isActive: boolean} | null;
}

/** A part of a list: `next` is the cursor of what follows. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

interface Connection<Item> {
  nodes: Item[];
  pageInfo: {hasNextPage: boolean; endCursor: string | null};
}

export interface Store {
  name(): Promise<string>;
  services(): Promise<Service[]>;
  orders(after: string | null): Promise<Page<Order>>;
  products(after: string | null): Promise<Page<Product>>;
}

const ordersQuery = `query SandboxOrders($after: String) {
  orders(first: 10, after: $after, sortKey: CREATED_AT, reverse: true) {
    nodes {
      id name createdAt displayFulfillmentStatus
      fulfillmentOrders(first: 5) {
        nodes {
          id status requestStatus
          assignedLocation { name }
          lineItems(first: 10) { nodes { id productTitle variantTitle sku totalQuantity remainingQuantity } }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const productsQuery = `query SandboxProducts($after: String) {
  products(first: 10, after: $after) {
    nodes {
      id title
      variants(first: 10) {
        nodes {
          id title sku
          inventoryItem {
            inventoryLevels(first: 5) { nodes { id location { name } quantities(names: ["available"]) { name quantity } } }
          }
        }
      }
    }
    pageInfo { hasNextPage endCursor }
  }
}`;

const servicesQuery = `query SandboxServices {
  shop { fulfillmentServices { id handle serviceName type location { id name isActive } } }
}`;

function page<Item>({nodes, pageInfo}: Connection<Item>): Page<Item> {
  return {items: nodes, next: pageInfo.hasNextPage ? pageInfo.endCursor : null};
}

/** A shop of the stand-in at `shopifyUrl`. Its methods throw Error with Shopify's own words. */
export function openStore(shopifyUrl: string, shop: string): Store {
  async function ask<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const token = await fetch(`${shopifyUrl}/sandbox/token?shop=${encodeURIComponent(shop)}`);
    if (!token.ok) throw new Error(`The Shopify stand-in gave no token: HTTP ${token.status}`);
    const {accessToken} = (await token.json()) as {accessToken: string};
    const response = await fetch(`${shopifyUrl}/admin/api/${apiVersion}/graphql.json`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Shopify-Access-Token': accessToken},
      body: JSON.stringify({query, variables}),
    });
    const answer = (await response.json()) as {data?: Data; errors?: unknown};
    if (!answer.data || answer.errors) {
      throw new Error(`Shopify answered HTTP ${response.status}: ${JSON.stringify(answer.errors ?? answer)}`);
    }
    return answer.data;
  }

  return {
    name: async () => (await ask<{shop: {name: string}}>('query SandboxShop { shop { name } }')).shop.name,
    services: async () => (await ask<{shop: {fulfillmentServices: Service[]}}>(servicesQuery)).shop.fulfillmentServices,
    orders: async (after) => page((await ask<{orders: Connection<Order>}>(ordersQuery, {after})).orders),
    products: async (after) => page((await ask<{products: Connection<Product>}>(productsQuery, {after})).products),
  };
}
