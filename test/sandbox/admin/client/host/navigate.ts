/** Where addresses of extensions and of the app lead to. */

/** The admin's page for an address. Shopify: `shopify://admin/…` is the admin's, `app:` and relative ones are the app's.
 * @returns null for another site */
export function adminPath(href: string): string | null {
  const admin = /^shopify:(?:\/\/)?admin(\/.*)?$/.exec(href);
  if (admin) {
    const path = admin[1] ?? '/';
    const own = /^\/apps\/[^/]+(\/.*)?$/.exec(path);
    return own ? `/app${own[1] ?? ''}` : path;
  }
  const app = /^app:(?:\/\/)?(.*)$/.exec(href);
  if (app) return `/app/${app[1]!.replace(/^\//, '')}`;
  if (/^[a-z][a-z\d+.-]*:/i.test(href) || href.startsWith('//')) return null;
  return `/app/${href.replace(/^\//, '')}`;
}

type OpenExtension = (handle: string) => void;
let openExtension: OpenExtension | undefined;

/** Who opens an action by its extension's handle. */
export function onExtensionLink(open: OpenExtension): void {
  openExtension = open;
}

/** Goes there: another site opens in a tab of its own, `extension://<handle>` an action of the same page. */
export function follow(href: string, target: string): void {
  const handle = /^extension:(?:\/\/)?([\w-]+)/.exec(href)?.[1];
  if (handle) {
    openExtension?.(handle);
    return;
  }
  const path = adminPath(href);
  if (path === null || target === '_blank') window.open(path ?? href, '_blank', 'noopener');
  else window.location.assign(path);
}
