/** The start page's HTML: orders, products and services, each a page of its own. */
import {html, Html} from '../postmark/inbox/html.ts';
import type {Order, Page, Product, Service} from './store.ts';
import {style} from './style.ts';

export interface Frame {
  shopName: string;
  shop: string;
  /** Where the other parts of the sandbox answer. */
  links: {title: string; url: string}[];
}

const tabs = {'/': 'Orders', '/products': 'Products', '/services': 'Fulfillment services'} as const;
export type Tab = keyof typeof tabs;

/** `gid://shopify/Order/7` as `7`. */
const number = (gid: string): string => /(\d+)(\?.*)?$/.exec(gid)?.[1] ?? gid;
/** `IN_PROGRESS` as `In progress`. */
const words = (name: string): string => {
  const text = name.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};
const badge = (name: string): Html => html`<span class="badge">${words(name)}</span>`;
const empty = (text: string): Html => html`<p class="empty">${text}</p>`;

/** A page in its frame. */
export function layout(frame: Frame, tab: Tab | null, title: string, content: Html): string {
  const nav = Object.entries(tabs).map(
    ([path, name]) => html`<li><a href="${path}" ${path === tab && new Html('aria-current="page"')}>${name}</a></li>`,
  );
  const links = frame.links.map((link) => html`<li><a href="${link.url}">${link.title}</a></li>`);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ${frame.shopName}</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
          <p><strong>${frame.shopName}</strong> <span class="soft">${frame.shop}</span></p>
          <nav aria-label="Shop">
            <ul>
              ${nav}
            </ul>
          </nav>
          <nav aria-label="Sandbox">
            <ul>
              ${links}
            </ul>
          </nav>
        </header>
        <main id="content">
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html> `.text;
}

const more = (path: Tab, next: string | null): Html | false =>
  next !== null && html`<p><a href="${path}?after=${encodeURIComponent(next)}">Next page</a></p>`;

export function ordersContent({items, next}: Page<Order>): Html {
  if (items.length === 0)
    return empty('This shop has no orders here. POST /sandbox/orders at the Shopify stand-in makes one.');
  const cards = items.map(
    (order) =>
      html`<article class="card">
        <h2>${order.name} ${badge(order.displayFulfillmentStatus)}</h2>
        <p class="soft">Order ${number(order.id)}, ${order.createdAt.slice(0, 16).replace('T', ' ')} UTC</p>
        ${order.fulfillmentOrders.nodes.map(
          (one) =>
            html`<section>
              <h3>
                ${one.assignedLocation.name} ${badge(one.status)}
                ${one.requestStatus !== 'UNSUBMITTED' && badge(one.requestStatus)}
              </h3>
              <ul>
                ${one.lineItems.nodes.map(
                  (line) =>
                    html`<li>
                      ${line.productTitle}${line.variantTitle && ` · ${line.variantTitle}`}
                      <span class="soft"
                        >${line.sku || 'no SKU'}, ${line.remainingQuantity} of ${line.totalQuantity} to fulfill</span
                      >
                    </li>`,
                )}
              </ul>
            </section>`,
        )}
      </article>`,
  );
  return html`${cards}${more('/', next)}`;
}

type Level = Product['variants']['nodes'][number]['inventoryItem']['inventoryLevels']['nodes'][number];

function available({quantities}: Level): string {
  return `${quantities.find(({name}) => name === 'available')?.quantity ?? 'not known'} available`;
}

export function productsContent({items, next}: Page<Product>): Html {
  if (items.length === 0)
    return empty('This shop has no products. POST /sandbox/products at the Shopify stand-in makes one.');
  const cards = items.map(
    (product) =>
      html`<article class="card">
        <h2>${product.title}</h2>
        <p class="soft">Product ${number(product.id)}</p>
        <ul>
          ${product.variants.nodes.map(
            (variant) =>
              html`<li>
                ${variant.title} <span class="soft">${variant.sku || 'no SKU'}</span>
                <ul>
                  ${variant.inventoryItem.inventoryLevels.nodes.map(
                    (level) =>
                      html`<li>
                        ${level.location.name}
                        <span class="soft">${available(level)}</span>
                      </li>`,
                  )}
                </ul>
              </li>`,
          )}
        </ul>
      </article>`,
  );
  return html`${cards}${more('/products', next)}`;
}

export function servicesContent(services: Service[]): Html {
  if (services.length === 0) return empty('This shop has no fulfillment services.');
  return html`${services.map(
    (service) =>
      html`<article class="card">
        <h2>${service.serviceName} ${badge(service.type)}</h2>
        <p class="soft">
          ${service.handle}${service.location && `, location ${service.location.name}${service.location.isActive ? '' : ' (not active)'}`}
        </p>
      </article>`,
  )}`;
}

/** What stands there when the shop cannot be asked. */
export function failureContent(text: string): Html {
  return html`<p class="card" role="alert">${text}</p>`;
}
