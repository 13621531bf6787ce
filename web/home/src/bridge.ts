/** What the page asks of the Shopify admin around it, through App Bridge. */

/** A session token, good for a minute. */
export function sessionToken(): Promise<string> {
  return shopify.idToken();
}

/** A short word at the admin's bottom edge. */
export function toast(text: string): void {
  shopify.toast.show(text);
}

export function showSaveBar(id: string): void {
  void shopify.saveBar.show(id);
}

export function hideSaveBar(id: string): void {
  // App Bridge hides a bar that has left the page by itself, and refuses to be told.
  if (document.getElementById(id)) void shopify.saveBar.hide(id);
}

/** Resolves once leaving is all right: nothing is unsaved, or the merchant says so. */
export function leaveConfirmation(): Promise<void> {
  return shopify.saveBar.leaveConfirmation();
}

/** An address in the admin itself. */
export function adminAddress(path: string): string {
  return `shopify://admin/${path}`;
}

const parameters = new URLSearchParams(location.search);
const adminParameters = ['embedded', 'shop', 'host', 'locale'];

/** The language the admin is shown in. */
export function adminLocale(): string | null {
  return parameters.get('locale');
}

/** What the API behind this page can do beyond the first version. */
export function hasCapability(name: 'removal' | 'reactivation'): boolean {
  const meta = document.querySelector<HTMLMetaElement>('meta[name="app-capabilities"]');
  return meta?.content.split(' ').includes(name) ?? false;
}

/** Loads the page anew where it is, with what the admin gave along at first: without it nobody may frame the page. */
export function reloadPage(): void {
  const url = new URL(location.href);
  for (const name of adminParameters) {
    const value = parameters.get(name);
    if (value !== null) url.searchParams.set(name, value);
  }
  location.replace(url);
}
