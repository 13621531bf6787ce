/** Making orders and products: a form for each, and what is done with it. */
import {html, type Html} from '../../postmark/inbox/html.ts';
import {numberOf} from '../shop/ask.ts';
import {listLocations, listProducts} from '../shop/products.ts';
import {heading, type Asked, type Page} from './page.ts';

interface FieldOptions {
  value?: string;
  type?: string;
  help?: string;
  required?: boolean;
}

const field = (
  name: string,
  label: string,
  {value = '', type = 'text', help, required = false}: FieldOptions = {},
): Html =>
  html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${type}"
      value="${value}"
      ${required && html`required`}
      ${type === 'number' && html`min="0" step="any"`}
    />
    ${help && html`<p class="subdued">${help}</p>`}
  </div>`;

const actions = (save: string): Html =>
  html`<p class="form-actions"><button class="button primary" type="submit">${save}</button></p>`;

export async function newOrderPage({shop, words}: Asked): Promise<Page> {
  const {items} = await listProducts(shop, null, 20);
  const rows = items.flatMap((product) =>
    product.variants.nodes.map((variant) => {
      const name = variant.title === 'Default Title' ? product.title : `${product.title} · ${variant.title}`;
      return html`<li>
        <span class="thumb" aria-hidden="true">${product.title.slice(0, 1)}</span>
        <span class="what"><strong>${name}</strong><small class="subdued">${variant.sku ?? words.noSku}</small></span>
        <input
          class="quantity"
          type="number"
          min="0"
          step="1"
          value="0"
          name="quantity:${variant.id}"
          aria-label="${words.quantityOf(name)}"
        />
      </li>`;
    }),
  );
  const head = heading(words.createOrder, {back: {href: '/orders', label: words.orders}});
  return {
    title: words.createOrder,
    under: 'orders',
    content: html`${head}
      <form method="post" action="/orders" class="columns">
        <div class="column">
          <section class="card">
            <h2>${words.products}</h2>
            ${
              rows.length > 0
                ? html`<ul class="lines">
                    ${rows}
                  </ul>`
                : html`<p>${words.noProducts} <a href="/products/new">${words.createProduct}</a></p>`
            }
          </section>
          <section class="card">${field('note', words.note)} ${actions(words.createOrder)}</section>
        </div>
        <aside class="column">
          <section class="card">
            <h2>${words.customer}</h2>
            ${field('name', words.name, {value: 'Anna Larsson', required: true})}
            ${field('email', words.email, {value: 'anna@example.com', type: 'email'})}
            ${field('phone', words.phone, {value: '+46 70 123 45 67', type: 'tel'})}
            ${field('address1', words.address, {value: 'Storgatan 5'})}
            ${field('zip', words.postalCode, {value: '111 22'})} ${field('city', words.city, {value: 'Stockholm'})}
            ${field('countryCode', words.country, {value: 'SE'})}
          </section>
        </aside>
      </form>`,
  };
}

/** @returns where the new order is shown. @throws Error with what the shop says against it */
export async function createOrder({shop}: Asked, form: URLSearchParams): Promise<string> {
  const lineItems = [...form].flatMap(([name, value]) => {
    const quantity = Number(value);
    return name.startsWith('quantity:') && quantity > 0 ? [{variantId: name.slice('quantity:'.length), quantity}] : [];
  });
  const text = (name: string) => form.get(name)?.trim() || undefined;
  const [firstName, ...rest] = (text('name') ?? '').split(/\s+/);
  const {order} = await shop.control<{order: {id: string}}>('orders', {
    lineItems,
    email: text('email'),
    note: text('note'),
    shippingAddress: {
      firstName,
      lastName: rest.join(' ') || undefined,
      address1: text('address1'),
      zip: text('zip'),
      city: text('city'),
      countryCode: text('countryCode'),
      phone: text('phone'),
    },
  });
  return `/orders/${numberOf(order.id)}`;
}

export async function newProductPage({shop, words}: Asked): Promise<Page> {
  const locations = await listLocations(shop);
  return {
    title: words.createProduct,
    under: 'products',
    content: html`${heading(words.createProduct, {back: {href: '/products', label: words.products}})}
      <form method="post" action="/products" class="narrow stack">
        <section class="card">
          ${field('title', words.title, {required: true})}
          ${field('variants', words.variantTitles, {help: words.variantTitlesHelp})} ${field('sku', words.sku)}
          ${field('price', words.price, {value: '20', type: 'number', required: true})}
        </section>
        <section class="card">
          <h2>${words.inventory}</h2>
          <label class="check-line"
            ><input type="checkbox" name="tracked" value="yes" checked /> ${words.tracked}</label
          >
          ${field('stock', words.stock, {value: '100', type: 'number'})}
          <div class="field">
            <label for="location">${words.location}</label>
            <select id="location" name="location">
              ${locations.map(({id, name}) => html`<option value="${id}">${name}</option>`)}
            </select>
          </div>
          ${actions(words.save)}
        </section>
      </form>`,
  };
}

/** @returns where the new product is shown. @throws Error with what the shop says against it */
export async function createProduct({shop}: Asked, form: URLSearchParams): Promise<string> {
  const titles = (form.get('variants') ?? '')
    .split(',')
    .map((title) => title.trim())
    .filter(Boolean);
  const sku = form.get('sku')?.trim() ?? '';
  const tracked = form.get('tracked') === 'yes';
  const locationId = form.get('location') ?? '';
  const available = Number(form.get('stock') ?? 0);
  const names = titles.length > 0 ? titles : ['Default Title'];
  const {product} = await shop.control<{product: {id: string}}>('products', {
    title: form.get('title')?.trim(),
    variants: names.map((title, index) => ({
      title,
      sku: sku && (names.length > 1 ? `${sku}-${index + 1}` : sku),
      price: form.get('price') ?? '0',
      tracked,
      ...(locationId ? {inventory: [{locationId, available}]} : {}),
    })),
  });
  return `/products/${numberOf(product.id)}`;
}
