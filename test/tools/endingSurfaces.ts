/** How a service's end and return look in states that are hard to come by: the API's answers are made up here. */
import type {FormerAssignment, FormerRate, RemovalFailure, Service} from '../../core/wire.ts';
import {answerWith, largePlan, failuresOf, removalOf, type Answers} from '../home/support/endings.ts';
import type {AdminPage} from '../support/adminPage.ts';
import {settled, type Surface} from './surface.ts';

const place = {id: 'gid://shopify/Location/1', name: 'Print Studio Annex'};
const answer = (json: object) => () => ({json});
const path = (serviceId: string) => `/services/${serviceId}`;

interface EndingSurface {
  name: string;
  page: 'removal' | 'reactivation';
  status?: Service['status'];
  answers: (serviceId: string) => Answers;
  /** What a merchant does there first. */
  act?: (admin: AdminPage) => Promise<void>;
}

/** Tall enough for all of it. */
const height = 1500;

function surfaceOf({name, page, status = 'removing', answers, act}: EndingSurface): Surface {
  return {
    name: `home-${name}`,
    async open(admin, {serviceId}) {
      await admin.page.setViewportSize({width: admin.page.viewportSize()?.width ?? 1280, height});
      await answerWith(admin.page, {
        [`GET ${path(serviceId)}`]: answer({service: serviceOf(serviceId, status)}),
        'GET /locations': answer({items: [place]}),
        ...answers(serviceId),
      });
      await admin.openHome(`${path(serviceId)}/${page}`);
      await settled(admin, admin.home());
      await act?.(admin);
      await settled(admin, admin.home());
    },
  };
}

function serviceOf(id: string, status: Service['status']): Service {
  return {
    id,
    name: 'Nordic Warehouse',
    email: 'orders@nordic-warehouse.example',
    status,
    ownedByThisApp: true,
    locationId: 'gid://shopify/Location/2',
    shopifyId: 'gid://shopify/FulfillmentService/2',
    settings: {
      additionalEmails: ['night-shift@nordic-warehouse.example'],
      locale: 'sv',
      replyTo: null,
      alertEmail: null,
      fulfillOn: 'confirmation',
      showCustomerPhone: true,
      showCustomerEmail: false,
      showOrderNote: true,
      showPrices: false,
    },
    createdAt: '2026-03-01T08:00:00.000Z',
    updatedAt: '2026-11-20T08:00:00.000Z',
  };
}

const failed: RemovalFailure[] = [
  ['item', 'Enamel mug, Red', 'last_location', 'Shopify needs every product stocked in at least one location.'],
  ['item', 'Wool blanket, Grey', 'shopify_rejected', 'Shopify refused the change. The quantity is not what it was.'],
  ['fulfillmentOrder', '#1044', 'fulfillment_order_scheduled', 'These items are scheduled for a later date.'],
  ['request', '#1051', 'shopify_unavailable', 'Shopify does not answer.'],
].map(([kind, title, code, message], index) => ({
  kind: kind as RemovalFailure['kind'],
  id: `gid://shopify/Thing/${index}`,
  title: title ?? '',
  code: code ?? '',
  message: message ?? '',
}));

const blockers = [
  {
    code: 'held_order_apart',
    message: '',
    count: 14,
    orders: [1002, 1017, 1033].map((number) => ({id: `gid://shopify/Order/${number}`, name: `#${number}`})),
  },
];
const remarks = [
  {code: 'cancellation_rejected', message: '', count: 1, orders: [{id: 'gid://shopify/Order/9', name: '#1009'}]},
  {code: 'incoming_stock', message: '', count: 8},
];

const former = (title: string, change: Partial<FormerAssignment> = {}): FormerAssignment => ({
  variantId: `gid://shopify/ProductVariant/${title.length}${title.charCodeAt(0)}`,
  title,
  sku: `SKU-${title.length}`,
  exists: true,
  stockedAt: [{locationId: place.id, name: place.name, serviceId: null}],
  units: 1_240,
  ...change,
});

const rates = (state: FormerRate['state']): FormerRate[] => [
  {id: 'g1', profile: 'General profile', zones: ['Sweden', 'Norway', 'Denmark', 'Finland'], state},
  {
    id: 'g2',
    profile: 'Fragile goods',
    zones: ['Sweden'],
    state: 'failed',
    failure: {
      code: 'rates_gone',
      message:
        'These rates do not exist any more: they were offered from this location alone. Add rates for it in Shopify’s shipping settings.',
    },
  },
];

const choose = async (admin: AdminPage) => {
  await admin.home().getByRole('combobox').first().selectOption(place.name);
};
const primary = (admin: AdminPage) => admin.home().locator('s-button[variant="primary"]').first();
const removal = (change: Parameters<typeof removalOf>[1]) => (serviceId: string) => ({
  [`GET ${path(serviceId)}/removal`]: answer({
    removal: removalOf(serviceId, {destination: {locationId: place.id, name: place.name}, ...change}),
  }),
  [`GET ${path(serviceId)}/removal/failures`]: answer({items: change?.failed ?? [], nextCursor: null}),
});
const never = (serviceId: string): Answers => ({
  [`GET ${path(serviceId)}/removal`]: answer({removal: null}),
});
const planned = (serviceId: string): Answers => ({
  ...never(serviceId),
  [`POST ${path(serviceId)}/removal`]: answer({
    removal: removalOf(serviceId, {
      status: 'planned',
      destination: {locationId: place.id, name: place.name},
      plan: {...largePlan, blockers, remarks, ratesOfferedAlone: largePlan.ratesMissingAtDestination},
    }),
  }),
});

const endings: EndingSurface[] = [
  {
    name: 'removal-plan',
    page: 'removal',
    status: 'active',
    answers: planned,
    async act(admin) {
      await choose(admin);
      await primary(admin).click();
      await admin.home().getByText('2. ').waitFor();
    },
  },
  {
    name: 'removal-table',
    page: 'removal',
    status: 'active',
    answers: never,
    async act(admin) {
      await choose(admin);
      await admin.home().getByRole('radio').last().check();
      await admin
        .home()
        .locator('textarea')
        .fill('sku,destination\nMUG-01,Print Studio\nMUG-02,Nowhere\n,Print Studio');
      await primary(admin).click();
      await admin.home().getByRole('listitem').first().waitFor();
    },
  },
  {name: 'removal-progress', page: 'removal', answers: removal(failuresOf(failed.slice(0, 2)))},
  {
    name: 'removal-attention',
    page: 'removal',
    answers: removal({
      status: 'attention',
      progress: {phase: 'delete', secondsLeft: null},
      ...failuresOf(failed),
      failedCount: 230,
    }),
  },
  {
    name: 'removal-done',
    page: 'removal',
    status: 'removed',
    answers: removal({
      status: 'done',
      finishedAt: '2026-11-23T12:00:00.000Z',
      progress: {phase: null, items: {done: 9_999, total: 10_000}, fulfillmentOrders: {done: 2_000, total: 2_000}},
      ...failuresOf(failed.slice(0, 1)),
    }),
  },
  {
    name: 'reactivation',
    page: 'reactivation',
    status: 'removed',
    answers: (serviceId) => ({
      [`GET ${path(serviceId)}/reactivation`]: answer({
        items: [
          former('Enamel mug, Red'),
          former('Wool blanket, Grey', {stockedAt: []}),
          former('Harbour poster, A3', {exists: false, stockedAt: [], sku: null, units: 0}),
          former('Harbour poster, A2 with a frame of oak and a passe-partout', {
            stockedAt: ['Main Street Shop', 'Print Studio'].map((name) => ({locationId: name, name, serviceId: null})),
          }),
        ],
        nextCursor: 'next',
        total: 10_000,
      }),
      [`GET ${path(serviceId)}/reactivation/rates`]: answer({items: rates('left'), joining: false}),
    }),
  },
  {
    name: 'reactivation-rates',
    page: 'reactivation',
    status: 'active',
    answers: (serviceId) => ({
      [`GET ${path(serviceId)}/reactivation`]: answer({items: [], nextCursor: null, total: 0}),
      [`GET ${path(serviceId)}/reactivation/rates`]: answer({items: rates('joined'), joining: false}),
    }),
  },
];

export const endingSurfaces: Surface[] = endings.map(surfaceOf);
