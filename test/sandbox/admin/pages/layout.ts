/** The frame around every page: top bar, navigation, and what the page's script needs. */
import {html, Html} from '../../postmark/inbox/html.ts';
import type {PageData} from '../client/shared/pageData.ts';
import {languages, type Language, type Words} from '../words.ts';
import type {Page} from './page.ts';

export interface Around {
  shopName: string;
  appName: string;
  inboxUrl: string;
  language: Language;
  words: Words;
  url: URL;
  data: PageData;
}

/** JSON that can stand in a script element. */
const inScript = (value: unknown): Html => new Html(JSON.stringify(value).replaceAll('<', '\\u003c'));

export function layout(page: Page, {shopName, appName, inboxUrl, language, words, url, data}: Around): string {
  const link = (href: string, name: string, under: Page['under'], icon: string) =>
    html`<li>
      <a href="${href}" ${page.under === under && new Html('aria-current="page"')}
        ><span class="nav-icon" aria-hidden="true">${icon}</span>${name}</a
      >
    </li>`;
  const switches = Object.entries(languages).map(([code, name]) => {
    const to = new URL(url);
    to.searchParams.set('lang', code);
    return html`<a
      href="${to.pathname}${to.search}"
      lang="${code}"
      hreflang="${code}"
      ${code === language && new Html('aria-current="true"')}
      >${name}</a
    >`;
  });
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · ${shopName}</title>
        <link rel="stylesheet" href="/stand-ins/admin.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#content">${words.skip}</a>
        <header class="top">
          <button
            type="button"
            class="nav-toggle"
            aria-controls="navigation"
            aria-expanded="false"
            aria-label="${words.openNavigation}"
          >
            <span aria-hidden="true">☰</span>
          </button>
          <a class="brand" href="/orders"
            ><span class="brand-mark" aria-hidden="true">${shopName.slice(0, 1)}</span
            ><span class="brand-name">${shopName}</span></a
          >
          <section class="save-bar" id="save-bar" aria-label="${words.unsaved}" hidden>
            <span>${words.unsaved}</span>
            <button type="button" class="button dark" data-save-bar="discard">${words.discard}</button>
            <button type="button" class="button primary" data-save-bar="save">${words.save}</button>
          </section>
          <nav class="languages" aria-label="${words.language}">${switches}</nav>
        </header>
        <nav id="navigation" class="side" aria-label="${words.navigation}">
          <ul>
            ${link('/orders', words.orders, 'orders', '▤')} ${link('/products', words.products, 'products', '◈')}
          </ul>
          <h2>${words.apps}</h2>
          <ul>
            ${link('/app', appName, 'app', '⬡')}
          </ul>
          <ul id="app-navigation" class="app-navigation" aria-label="${appName}" hidden></ul>
          <ul>
            <li>
              <a href="${inboxUrl}" target="_blank" rel="noopener"
                ><span class="nav-icon" aria-hidden="true">✉</span>${words.inbox}</a
              >
            </li>
          </ul>
        </nav>
        <main id="content" tabindex="-1" class="${page.under === 'app' && 'full'}">${page.content}</main>
        <div id="toasts" class="toasts" role="status" aria-live="polite"></div>
        <script type="application/json" id="admin-data">
          ${inScript(data)}
        </script>
        <script defer src="/stand-ins/host.js"></script>
      </body>
    </html> `.text;
}
