/** The Admin API of the Shopify stand-in, asked from outside with every scope, and its session tokens. */
import {apiVersion} from '../../../../core/shopify/version.ts';

export interface ShopAccess {
  /** @throws Error with Shopify's own words */
  ask<Data>(query: string, variables?: Record<string, unknown>): Promise<Data>;
  /** The whole answer, errors and all, as an extension gets it. */
  graphql(body: {query: string; variables?: unknown}, version?: string): Promise<unknown>;
  /** A fresh session token, as the admin gives to the app's pages. */
  sessionToken(): Promise<string>;
  /** A control of the stand-in, as `products`. @throws Error with its words */
  control<Body>(name: string, body: unknown): Promise<Body>;
}

/** A shop of the stand-in at `shopifyUrl`. */
export function openShop(shopifyUrl: string, shop: string): ShopAccess {
  async function tokens(): Promise<{sessionToken: string; accessToken: string}> {
    const answer = await fetch(`${shopifyUrl}/sandbox/token?shop=${encodeURIComponent(shop)}`);
    if (!answer.ok) throw new Error(`The Shopify stand-in gave no token: HTTP ${answer.status}`);
    return (await answer.json()) as {sessionToken: string; accessToken: string};
  }
  async function graphql(body: {query: string; variables?: unknown}, version: string = apiVersion): Promise<unknown> {
    const {accessToken} = await tokens();
    const response = await fetch(`${shopifyUrl}/admin/api/${version}/graphql.json`, {
      method: 'POST',
      headers: {'Content-Type': 'application/json', 'X-Shopify-Access-Token': accessToken},
      body: JSON.stringify(body),
    });
    return response.json();
  }

  return {
    graphql,
    async ask<Data>(query: string, variables: Record<string, unknown> = {}) {
      const answer = (await graphql({query, variables})) as {data?: Data; errors?: unknown};
      if (!answer.data || answer.errors)
        throw new Error(`Shopify answered: ${JSON.stringify(answer.errors ?? answer)}`);
      return answer.data;
    },
    sessionToken: async () => (await tokens()).sessionToken,
    async control<Body>(name: string, body: unknown) {
      const response = await fetch(`${shopifyUrl}/sandbox/${name}?shop=${encodeURIComponent(shop)}`, {
        method: 'POST',
        headers: {'Content-Type': 'application/json'},
        body: JSON.stringify(body),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(text);
      return JSON.parse(text) as Body;
    },
  };
}

/** A part of a list: `next` is the cursor of what follows. */
export interface Part<Item> {
  items: Item[];
  next: string | null;
}

export interface Connection<Item> {
  nodes: Item[];
  pageInfo: {hasNextPage: boolean; endCursor: string | null};
}

export function partOf<Item>({nodes, pageInfo}: Connection<Item>): Part<Item> {
  return {items: nodes, next: pageInfo.hasNextPage ? pageInfo.endCursor : null};
}

/** The number in a gid, as the admin's addresses have it. */
export const numberOf = (gid: string): string => /(\d+)(\?.*)?$/.exec(gid)?.[1] ?? gid;
