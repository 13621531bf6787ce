/** How orders, requests and services look in states that are hard to come by: what the app answers is changed on its way. */
import {errorTable} from '../../core/errors.ts';
import type {FulfillmentRequest, OrderFulfillment, Service} from '../../core/wire.ts';
import type {AdminPage} from '../support/adminPage.ts';
import type {Scene} from './scene.ts';
import {settled, type Surface} from './surface.ts';

/** Has what the app really answers under a path changed. */
async function change<Body>(admin: AdminPage, path: string, how: (body: Body) => Body): Promise<void> {
  await admin.page.route(
    ({pathname}) => pathname === `/api${path}`,
    async (route) => {
      if (route.request().method() !== 'GET') return route.fallback();
      const response = await route.fetch();
      return route.fulfill({response, json: how((await response.json()) as Body)});
    },
  );
}

const order = (name: string, how: (body: OrderFulfillment) => OrderFulfillment): Surface => ({
  name: `order-${name}`,
  async open(admin, {partOrder}) {
    await change(admin, `/orders/${partOrder.id.split('/').at(-1)}/fulfillment`, how);
    await admin.openOrder(partOrder.id);
    await settled(admin, admin.block('order-block'));
  },
});

/** @param path of the page; the API has it under `api` */
function home<Body>(
  name: string,
  {path, api}: {path: (scene: Scene) => string; api: (scene: Scene) => string},
  how: (body: Body) => Body,
): Surface {
  return {
    name: `home-${name}`,
    async open(admin, scene) {
      await change(admin, api(scene), how);
      await admin.openHome(path(scene));
      await settled(admin, admin.home());
    },
  };
}

const request = {
  path: ({requestId}: Scene) => `/activity/${requestId}`,
  api: ({requestId}: Scene) => `/requests/${requestId}`,
};
const service = {
  path: ({serviceId}: Scene) => `/services/${serviceId}`,
  api: ({serviceId}: Scene) => `/services/${serviceId}`,
};
const services = {path: () => '/', api: () => '/services'};

const at = '2026-11-24T08:00:00.000Z';

/** Postmark did not answer, and search shows nothing. */
const unconfirmed: Partial<FulfillmentRequest> = {
  status: 'unknown',
  delivery: null,
  failure: {code: 'email_unconfirmed', ...errorTable.email_unconfirmed},
  history: [{at, event: 'queued', by: 'user:1'}],
};

const shippedAlready: Partial<FulfillmentRequest> = {
  status: 'cancelled',
  cancellation: {
    status: 'sent',
    sentAt: at,
    quantity: 2,
    partial: false,
    delivery: null,
    acknowledged: {kind: 'shipped', at},
    dismissed: false,
  },
};

const blocked = (address: string) => ({
  address,
  state: 'blocked' as const,
  reason: 'HardBounce' as const,
  canReactivate: true,
});

/** Neither the service nor its merchant takes mail. */
const dead = (one: Service): Service => ({
  ...one,
  ...(one.glance && {
    glance: {
      ...one.glance,
      attention: 3,
      waiting: 2,
      addresses: [blocked(one.email ?? '')],
      alertTrouble: blocked('shop@merchant.example'),
    },
  }),
});

/** Nothing to break a line at. */
const long = 'Nordicwarehouseandfulfilmentcentreforbooksrecordsandallthingsthatareheavyorlarge';
const thai = 'คลังสินค้าและศูนย์จัดส่งสินค้าขนาดใหญ่และหนักสำหรับหนังสือและแผ่นเสียงทุกชนิดในภาคเหนือ';

export const rareSurfaces: Surface[] = [
  order('unconfirmed', (body) => ({...body, requests: body.requests.map((one) => ({...one, ...unconfirmed}))})),
  order('shipped', (body) => ({...body, requests: body.requests.map((one) => ({...one, ...shippedAlready}))})),
  order('many', (body) => ({
    ...body,
    fulfillmentOrders: body.fulfillmentOrders.map((one) => ({
      ...one,
      locationName: long,
      lines: one.lines.slice(0, 1).flatMap((line) =>
        Array.from({length: 25}, (_, index) => ({
          ...line,
          id: `gid://shopify/FulfillmentOrderLineItem/${index + 1}`,
          title: index % 2 ? thai : long,
          variantTitle: index % 3 ? 'Red' : long,
        })),
      ),
    })),
  })),
  home<{request: FulfillmentRequest}>('request-unconfirmed', request, (body) => ({
    request: {...body.request, ...unconfirmed},
  })),
  home<{items: Service[]}>('services-dead', services, ({items}) => ({items: items.map(dead)})),
  home<{items: Service[]}>('services-long', services, ({items}) => ({
    items: items.map((one, index) => ({
      ...one,
      name: index % 2 ? thai : long,
      status: index % 2 ? 'paused' : 'active',
    })),
  })),
  home<{items: Service[]}>('services-none', services, () => ({items: []})),
  home<{service: Service}>('service-dead', service, (body) => ({service: dead(body.service)})),
];
