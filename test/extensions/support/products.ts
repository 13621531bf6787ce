/** A product and its services, as the app's API tells of them, and the extensions of products opened on it. */
import {setUpExtension} from '@shopify/ui-extensions-tester';
import {expect} from 'vitest';
import type {AssignInput, AssignmentJob, Service, VariantAssignment} from '../../../core/wire.ts';
import {folderOf, isOn, openPage, type Page} from './host.ts';
import type {Locale} from './i18n.ts';
import {startRoutes, type Routes} from './routes.ts';

export const productId = 'gid://shopify/Product/7';
export const variantGid = (number: number) => `gid://shopify/ProductVariant/${number}`;
const locationOf = (number: number) => `gid://shopify/Location/${number}`;

/** Place 1 is the merchant's own; services have places of their own number. */
export function service(number: number, name: string, changes: Partial<Service> = {}): Service {
  return {
    id: `service-${number}`,
    name,
    email: 'orders@example.com',
    status: 'active',
    ownedByThisApp: true,
    locationId: locationOf(number),
    shopifyId: `gid://shopify/FulfillmentService/${number}`,
    settings: null,
    createdAt: null,
    updatedAt: null,
    ...changes,
  };
}

export const nordic = service(2, 'Nordic Warehouse');
export const bangkok = service(3, 'Bangkok Depot');
export const robots = service(9, 'Robot Fulfillment', {ownedByThisApp: false, email: null});

/** Stocked at the merchant's own place, unless `changes` says otherwise. */
export function variant(number: number, title: string, changes: Partial<VariantAssignment> = {}): VariantAssignment {
  return {
    id: variantGid(number),
    title,
    sku: `SKU-${number}`,
    serviceId: null,
    stockedAt: [{locationId: locationOf(1), name: 'Main street', available: 5}],
    otherService: null,
    committed: 0,
    openRequests: 0,
    ...changes,
  };
}

/** Stocked at a service's place. */
export const at = ({id, name, locationId}: Service, available: number | null = 0): Partial<VariantAssignment> => ({
  serviceId: id,
  stockedAt: [{locationId: locationId ?? '', name, available}],
});

export interface ProductShop extends Routes {
  services: Service[];
  variants: VariantAssignment[];
  /** The bodies that were saved. */
  saved: AssignInput[];
  job: AssignmentJob;
  /** What an assignment of many products began with. */
  started: {body: unknown; key: string | undefined}[];
}

export const readServices = 'GET /api/services';
export const readAssignments = 'GET /api/products/:id/assignments';
export const save = 'PUT /api/products/:id/assignments';
export const startJob = 'POST /api/assignments';
export const readJob = 'GET /api/assignments/:id';
export const cancelJob = 'DELETE /api/assignments/:id';

export async function startProduct(variants: VariantAssignment[], services = [nordic, bangkok]): Promise<ProductShop> {
  const shop: ProductShop = Object.assign(
    await startRoutes({
      [readServices]: () => ({items: shop.services}),
      [readAssignments]: () => ({variants: shop.variants}),
      [save]: ({body}) => {
        const input = body as AssignInput;
        shop.saved.push(input);
        for (const {variantId, serviceId} of input.assignments) assign(shop, variantId, serviceId);
        return {variants: shop.variants};
      },
      [startJob]: ({body, key}) => {
        if (!shop.started.some((one) => one.key === key)) shop.started.push({body, key});
        return {assignmentJob: shop.job};
      },
      [readJob]: () => ({assignmentJob: shop.job}),
      [cancelJob]: () => {
        Object.assign(shop.job, {status: 'cancelled', finishedAt: '2026-11-23T10:00:05.000Z'});
        return {assignmentJob: shop.job};
      },
    }),
    {variants, services, saved: [], started: [], job: newJob()},
  );
  return shop;
}

/** As the app does it: stocked at the service alone, or back at the merchant's own place. */
export function assign({variants, services}: ProductShop, id: string, serviceId: string | null): void {
  const found = variants.find((one) => one.id === id);
  if (!found) throw new Error(`There is no variant ${id}.`);
  const chosen = services.find((one) => one.id === serviceId);
  Object.assign(found, variant(0, found.title, chosen && at(chosen)), {id, sku: found.sku});
}

function newJob(): AssignmentJob {
  return {
    id: '41',
    status: 'queued',
    serviceId: nordic.id,
    total: 0,
    done: 0,
    failed: [],
    createdAt: '2026-11-23T10:00:00.000Z',
    finishedAt: null,
  };
}

/** The product page's block. */
export async function openBlock(shop: Routes, locale: Locale = 'en'): Promise<Page> {
  const real = globalThis.fetch;
  const folder = 'products';
  const extension = setUpExtension('admin.product-details.block.render', {configSearchDir: folderOf(folder)});
  return openPage(extension, shop, locale, real, {folder, selected: [productId]});
}

/** Clicks "Save" as soon as there is something to save. */
export async function pressSave(block: Page): Promise<void> {
  await expect.poll(() => isOn(block.find('s-button', 'Save'), 'disabled')).toBe(false);
  block.click('Save');
}

/** What Shopify answers to a query of an extension. */
export type QueryAnswer = {data?: unknown; errors?: {message: string; locations: {line: number; column: string}}[]};

/** The variant page's block.
 * @param query Shopify's part */
export async function openVariantBlock(
  shop: Routes,
  number: number,
  query: (variables: unknown) => Promise<QueryAnswer>,
): Promise<Page> {
  const real = globalThis.fetch;
  const folder = 'products';
  const extension = setUpExtension('admin.product-variant-details.block.render', {configSearchDir: folderOf(folder)});
  Object.assign(extension.shopify, {query: (_: string, options: {variables: unknown}) => query(options.variables)});
  return openPage(extension, shop, 'en', real, {folder, selected: [variantGid(number)]});
}

export interface ProductsAction extends Page {
  closed: () => number;
}

/** The products list's action.
 * @param count how many products are selected */
export async function openProductsAction(shop: Routes, count: number, locale: Locale = 'en'): Promise<ProductsAction> {
  let closed = 0;
  const real = globalThis.fetch;
  const folder = 'products-list';
  const extension = setUpExtension('admin.product-index.selection-action.render', {configSearchDir: folderOf(folder)});
  extension.shopify.close = () => {
    closed++;
  };
  const selected = Array.from({length: count}, (_, index) => `gid://shopify/Product/${index + 1}`);
  const page = await openPage(extension, shop, locale, real, {folder, selected});
  return Object.assign(page, {closed: () => closed});
}
