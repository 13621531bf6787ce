/** Every page and extension a merchant sees, and how to get there. Add a surface here and `npm run screenshots` shows it. */
import type {AdminPage} from '../support/adminPage.ts';
import {endingSurfaces} from './endingSurfaces.ts';
import {rareSurfaces} from './rareSurfaces.ts';
import type {Scene} from './scene.ts';
import {settled, type Surface} from './surface.ts';

const block = (handle: string) => async (admin: AdminPage) => settled(admin, admin.block(handle));
const home = (path: (scene: Scene) => string) => async (admin: AdminPage, scene: Scene) => {
  await admin.openHome(path(scene));
  await settled(admin, admin.home());
};

export const surfaces: Surface[] = [
  {name: 'orders', open: (admin) => admin.openOrders()},
  {name: 'order-form', open: (admin) => admin.open('/orders/new')},
  {
    name: 'order',
    readme: {file: 'order-page', height: 1250},
    async open(admin, {partOrder}) {
      await admin.openOrder(partOrder.id);
      await block('order-block')(admin);
    },
  },
  {
    name: 'order-action',
    async open(admin, {openOrders: [first]}) {
      await admin.openOrder(first?.id ?? '');
      await settled(admin, await admin.openAction());
    },
  },
  {
    name: 'order-print',
    async open(admin, {partOrder}) {
      await admin.openOrder(partOrder.id);
      await settled(admin, await admin.openPrint());
    },
  },
  {
    name: 'orders-list-action',
    async open(admin, {openOrders, partOrder}) {
      await admin.openOrders();
      await settled(admin, await admin.openSelectionAction([...openOrders, partOrder].map(({name}) => name)));
    },
  },
  {name: 'products', open: (admin) => admin.openProducts()},
  {name: 'product-form', open: (admin) => admin.open('/products/new')},
  {
    name: 'product',
    readme: {file: 'product-page', height: 850},
    async open(admin, {productId}) {
      await admin.openProduct(productId);
      await block('products')(admin);
    },
  },
  {
    name: 'variant',
    async open(admin, {productId, variantId}) {
      await admin.openVariant(productId, variantId);
      await block('products')(admin);
    },
  },
  {
    name: 'products-list-action',
    async open(admin, {productTitles}) {
      await admin.openProducts();
      await settled(admin, await admin.openSelectionAction(productTitles));
    },
  },
  {name: 'home-services', readme: {file: 'home', height: 420}, open: home(() => '/')},
  {name: 'home-activate', open: home(() => '/services/new')},
  {name: 'home-service', open: home(({serviceId}) => `/services/${serviceId}`)},
  {name: 'home-activity', open: home(() => '/activity')},
  {name: 'home-request', open: home(({requestId}) => `/activity/${requestId}`)},
  ...endingSurfaces,
  ...rareSurfaces,
  {
    name: 'order-address',
    async open(admin, {moved}) {
      await admin.openOrder(moved.orderId);
      await block('order-block')(admin);
    },
  },
  {name: 'home-request-address', open: home(({moved}) => `/activity/${moved.requestId}`)},
  {
    name: 'service-page-address',
    oneLanguage: true,
    open: async (admin, {moved}) => void (await admin.page.goto(moved.pageUrl)),
  },
  {
    name: 'email-address',
    oneLanguage: true,
    async open(admin, {moved}) {
      await admin.openInbox(moved.messageId);
      await admin.page.frameLocator('iframe').locator('body').waitFor();
    },
  },
  {
    name: 'email',
    readme: {file: 'email', height: 1000},
    oneLanguage: true,
    async open(admin, {messageId}) {
      await admin.openInbox(messageId);
      await admin.page.frameLocator('iframe').locator('body').waitFor();
    },
  },
];
