/** The Admin API for tests that make many calls: one token, and every refusal is an error. */
import type {SandboxClient} from './sandboxClient.ts';

export type AdminCaller = <Data>(query: string, variables: Record<string, unknown>) => Promise<Data>;

/** Calls as the look from outside, as the app under test (what a service alone may do), or as another app of the shop.
 * The functions throw Error with Shopify's words, for user errors too. */
export async function adminCaller(client: SandboxClient, app: 'outside' | 'app' | 'other'): Promise<AdminCaller> {
  const {accessToken} = await client.accessToken(app);
  return async <Data>(query: string, variables: Record<string, unknown>) => {
    const {data, errors} = await client.admin(accessToken, query, variables);
    const refused = JSON.stringify(data).match(/"\w*userErrors":\[\{.*?\}\]/i)?.[0];
    if (errors || refused) throw new Error(`Shopify: ${JSON.stringify(errors) ?? refused}`);
    return data as Data;
  };
}
