/** The home page's HTML, inside of the Shopify admin and outside of it. */
import type {HomeClient} from './homeClient.ts';

export interface HomeSources {
  appBridge: string;
  polaris: string;
  /** The origin that stands in for the Shopify admin; null in production. */
  admin: string | null;
}

export interface HomeShell {
  apiKey: string;
  sources: HomeSources;
  capabilities: readonly string[];
}

const name = 'Custom Fulfillment Services';

/** The page the admin frames: Shopify's scripts first, as Shopify asks, then the client. */
export function pageInAdmin(
  {apiKey, sources, capabilities}: HomeShell,
  client: HomeClient | null,
  locale: unknown,
): string {
  const files = client
    ? [
        ...client.styles.map((file) => `<link rel="stylesheet" href="/home/assets/${escapeHtml(file)}">`),
        `<script type="module" src="/home/assets/${escapeHtml(client.script)}"></script>`,
      ]
    : [];
  return `<!doctype html>
<html lang="${escapeHtml(languageOf(locale))}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="shopify-api-key" content="${escapeHtml(apiKey)}">
    <meta name="app-capabilities" content="${escapeHtml(capabilities.join(' '))}">
    <title>${name}</title>
    <script src="${escapeHtml(sources.appBridge)}"></script>
    <script src="${escapeHtml(sources.polaris)}"></script>
    ${files.join('\n    ')}
  </head>
  <body>
    <div id="app">${client ? '' : '<p>This page is not ready yet. Try again in a few minutes.</p>'}</div>
    <noscript>This page needs JavaScript.</noscript>
  </body>
</html>
`;
}

/** The page for whoever opens its address elsewhere. */
export function pageOutside({apiKey, sources}: HomeShell): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="shopify-api-key" content="${escapeHtml(apiKey)}">
    <title>${name}</title>
    <script src="${escapeHtml(sources.appBridge)}"></script>
  </head>
  <body>
    <h1>${name}</h1>
    <p>This app works inside of the Shopify admin. Open it there, under Apps.</p>
  </body>
</html>
`;
}

/** Until the client has chosen its language: the one the admin asks for. */
function languageOf(locale: unknown): string {
  return typeof locale === 'string' && /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(locale) ? locale : 'en';
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
