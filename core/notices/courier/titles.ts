/** What the items of notices are called: read from Shopify when the email is made, never stored. */
import {toAppError} from '../../toAppError.ts';
import type {Round} from '../../requests/courier/round.ts';
import {lineItemTitles} from '../../shopify/operations/lineItemTitles.ts';
import type {StoredNotice} from '../types.ts';

export interface Title {
  title: string;
  variantTitle: string | null;
  sku: string | null;
}

/** By the gid of the line item. */
export type Titles = ReadonlyMap<string, Title>;

/** Shopify: an array of arguments holds at most 250. */
const perQuery = 200;

/** What is gone, or cannot be asked for, is missing: that a service is told not to ship waits for no title. */
export async function readTitles({admin, ctx, shop}: Round, notices: readonly StoredNotice[]): Promise<Titles> {
  const ids = [
    ...new Set(notices.flatMap(({lines, remaining}) => [...lines, ...remaining].map((one) => one.lineItemId))),
  ];
  const titles = new Map<string, Title>();
  try {
    for (let at = 0; at < ids.length; at += perQuery) {
      const {nodes} = await admin.run(lineItemTitles, {ids: ids.slice(at, at + perQuery)});
      for (const node of nodes) {
        if (!node || !('title' in node)) continue;
        titles.set(node.id, {title: node.title, variantTitle: node.variantTitle ?? null, sku: node.sku || null});
      }
    }
  } catch (error) {
    ctx.log.warn({err: toAppError(error), shop}, 'the items of a notice could not be read; their SKUs have to do');
  }
  return titles;
}
