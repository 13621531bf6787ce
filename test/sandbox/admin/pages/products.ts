/** The list of products, a product, and one of its variants. */
import {html, type Html} from '../../postmark/inbox/html.ts';
import {numberOf} from '../shop/ask.ts';
import {listProducts, readProduct, type Product, type Variant} from '../shop/products.ts';
import type {Words} from '../words.ts';
import {listForm} from './list.ts';
import {badge, emptyState, heading, menu, type Asked, type Page} from './page.ts';

export async function productsPage({shop, url, words}: Asked): Promise<Page> {
  const {items, next} = await listProducts(shop, url.searchParams.get('after'));
  const head = heading(words.products, {
    actions: html`${menu(words.moreActions, ['admin.product-index.action.render'], 'more-actions')}
      <a class="button primary" href="/products/new">${words.createProduct}</a>`,
  });
  const row = (product: Product) =>
    html`<tr>
      <td class="check">
        <input type="checkbox" name="selected" value="${product.id}" aria-label="${words.select(product.title)}" />
      </td>
      <td class="main"><a href="/products/${numberOf(product.id)}">${product.title}</a></td>
      <td>${badge(product.status, words)}</td>
      <td class="wide">${product.tracksInventory ? words.inStock(product.totalInventory) : words.notTracked}</td>
      <td class="wide">${words.variantCount(product.variants.nodes.length)}</td>
    </tr>`;
  const table = html`<table>
    <thead>
      <tr>
        <th class="check"><input type="checkbox" data-select-all aria-label="${words.selectAll}" /></th>
        <th scope="col">${words.product}</th>
        <th scope="col">${words.status}</th>
        <th scope="col" class="wide">${words.inventory}</th>
        <th scope="col" class="wide">${words.variants}</th>
      </tr>
    </thead>
    <tbody data-live="rows">
      ${items.map(row)}
    </tbody>
  </table>`;
  const list = listForm(words, table, next && `/products?after=${encodeURIComponent(next)}`, [
    'admin.product-index.selection-action.render',
    'admin.product-index.selection-print-action.render',
  ]);
  return {
    title: words.products,
    under: 'products',
    kind: 'product-index',
    content:
      items.length > 0
        ? html`${head}${list}`
        : html`${head}${emptyState(words.noProducts, words.noProductsText, {href: '/products/new', label: words.createProduct})}`,
  };
}

export async function productPage({shop, words}: Asked, number: string): Promise<Page | null> {
  const product = await readProduct(shop, number);
  if (!product) return null;
  const rows = product.variants.nodes.map(
    (variant) =>
      html`<tr>
        <td class="main"><a href="/products/${number}/variants/${numberOf(variant.id)}">${variant.title}</a></td>
        <td class="wide">${variant.sku ?? '—'}</td>
        <td class="number">${variant.price}</td>
        <td>${variant.inventoryItem.tracked ? words.inStock(variant.inventoryQuantity ?? 0) : words.notTracked}</td>
      </tr>`,
  );
  return {
    title: product.title,
    under: 'products',
    kind: 'product-details',
    id: product.id,
    content: html`${heading(product.title, {
        back: {href: '/products', label: words.products},
        badges: badge(product.status, words),
        actions: html`${menu(words.print, ['admin.product-details.print-action.render'], 'print')}
        ${menu(words.moreActions, ['admin.product-details.action.render'], 'more-actions')}`,
      })}
      <div class="columns">
        <div class="column">
          <section class="card table-card" data-live="variants">
            <h2>${words.variants}</h2>
            <div class="table-wrap">
              <table>
                <thead>
                  <tr>
                    <th scope="col">${words.variant}</th>
                    <th scope="col" class="wide">${words.sku}</th>
                    <th scope="col" class="number">${words.price}</th>
                    <th scope="col">${words.inventory}</th>
                  </tr>
                </thead>
                <tbody>
                  ${rows}
                </tbody>
              </table>
            </div>
          </section>
          <div data-blocks="admin.product-details.block.render" class="stack"></div>
        </div>
        <aside class="column">${about(product, words)}</aside>
      </div>`,
  };
}

export async function variantPage({shop, words}: Asked, productNumber: string, number: string): Promise<Page | null> {
  const product = await readProduct(shop, productNumber);
  const variant = product?.variants.nodes.find(({id}) => numberOf(id) === number);
  if (!product || !variant) return null;
  return {
    title: `${product.title} · ${variant.title}`,
    under: 'products',
    kind: 'product-variant-details',
    id: variant.id,
    content: html`${heading(variant.title, {
        back: {href: `/products/${productNumber}`, label: product.title},
        subtitle: html`${product.title}`,
        actions: menu(words.moreActions, ['admin.product-variant-details.action.render'], 'more-actions'),
      })}
      <div class="columns">
        <div class="column">
          <div data-live="inventory">${inventory(variant, words)}</div>
          <div data-blocks="admin.product-variant-details.block.render" class="stack"></div>
        </div>
        <aside class="column">
          <section class="card">
            <h2>${words.variant}</h2>
            <h3>${words.sku}</h3>
            <p>${variant.sku ?? words.noSku}</p>
            <h3>${words.price}</h3>
            <p>${variant.price}</p>
          </section>
        </aside>
      </div>`,
  };
}

function about(product: Product, words: Words): Html {
  return html`<section class="card">
    <h2>${words.status}</h2>
    <p>${badge(product.status, words)}</p>
    <h3>${words.inventory}</h3>
    <p>${product.tracksInventory ? words.inStock(product.totalInventory) : words.notTracked}</p>
  </section>`;
}

function inventory({inventoryItem: {tracked, inventoryLevels}}: Variant, words: Words): Html {
  const quantity = (level: Variant['inventoryItem']['inventoryLevels']['nodes'][number], name: string) =>
    tracked ? (level.quantities.find((one) => one.name === name)?.quantity ?? '—') : '—';
  return html`<section class="card table-card">
    <h2>${words.inventory}</h2>
    ${!tracked && html`<p class="subdued inset">${words.notTracked}</p>`}
    <div class="table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">${words.location}</th>
            <th scope="col" class="number">${words.committed}</th>
            <th scope="col" class="number">${words.available}</th>
          </tr>
        </thead>
        <tbody>
          ${inventoryLevels.nodes.map(
            (level) =>
              html`<tr>
                <td class="main">${level.location.name}</td>
                <td class="number">${quantity(level, 'committed')}</td>
                <td class="number">${quantity(level, 'available')}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}
