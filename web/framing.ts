/** Who may show the app's pages inside of theirs. */
import type {Config} from '../core/config.ts';

/** As in `frame-ancestors`: the shop's own address and the admin. @param shop checked: it goes into a header */
export function adminsOf({ADMIN_ORIGIN}: Pick<Config, 'ADMIN_ORIGIN'>, shop: string): string {
  return `https://${shop} https://admin.shopify.com${ADMIN_ORIGIN ? ` ${ADMIN_ORIGIN}` : ''}`;
}
