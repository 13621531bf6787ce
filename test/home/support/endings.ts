/** The pages of a service's end and return, shown what the API's contract says it can answer: also what is hard to come by. */
import type {Page, Request} from 'playwright-core';
import type {Removal, RemovalFailure, RemovalPlan} from '../../../core/wire.ts';
import type {AdminPageOptions} from '../../support/adminPage.ts';
import type {HomeWorld, Opened} from './home.ts';

export interface Asked {
  method: string;
  /** After `/api`, with its query. */
  path: string;
  body: unknown;
}

export interface Answer {
  status?: number;
  json: object;
}

/** By what is asked, as in `POST /services/1/removal`; the rest goes to the real API. */
export type Answers = Record<string, (asked: Asked) => Answer>;

/** Opens a page of the app as the server gives it once it can remove and reactivate.
 * @returns also what was asked of `answers`, in order */
export async function openWith(
  world: HomeWorld,
  path: string,
  answers: Answers,
  options: AdminPageOptions = {},
): Promise<Opened & {asked: Asked[]}> {
  const opened = await world.open('/activity', options);
  await opened.home.locator('#page').waitFor();
  const asked = await answerWith(opened.page, answers);
  await opened.admin.openHome(path);
  return {...opened, asked};
}

/** Before the page's own script runs. */
const canDoAll = `document.addEventListener('readystatechange', () => {
  document.querySelector('meta[name="app-capabilities"]')?.setAttribute('content', 'removal reactivation');
})`;

/** Has pages that are opened from now on get these answers. @returns what was asked of them, in order */
export async function answerWith(page: Page, answers: Answers): Promise<Asked[]> {
  await page.addInitScript(canDoAll);
  const asked: Asked[] = [];
  await page.route('**/api/**', async (route) => {
    const one = askedBy(route.request());
    const answer = answers[`${one.method} ${one.path.replace(/\?.*/, '')}`];
    if (!answer) {
      await route.fallback();
      return;
    }
    asked.push(one);
    const {status = 200, json} = answer(one);
    await route.fulfill({status, json});
  });
  return asked;
}

function askedBy(request: Request): Asked {
  const {pathname, search} = new URL(request.url());
  const body: unknown = request.postData() ? request.postDataJSON() : undefined;
  return {method: request.method(), path: `${pathname.replace('/api', '')}${search}`, body};
}

export const emptyPlan: RemovalPlan = {
  inventoryItems: 0,
  units: 0,
  untrackedItems: 0,
  committedUnits: 0,
  fulfillmentOrders: 0,
  lines: 0,
  byRequestStatus: [],
  openRequests: 0,
  emailedRequests: 0,
  exceptions: 0,
  ratesOfferedIn: [],
  ratesMissingAtDestination: [],
  ratesNotTakeable: [],
  ratesOfferedAlone: [],
  blockers: [],
  remarks: [],
};

/** What a warehouse of ten thousand items holds. */
export const largePlan: RemovalPlan = {
  ...emptyPlan,
  inventoryItems: 10_000,
  units: 245_310,
  untrackedItems: 2_000,
  committedUnits: 4_120,
  fulfillmentOrders: 2_000,
  lines: 3_412,
  byRequestStatus: [
    {requestStatus: 'UNSUBMITTED', fulfillmentOrders: 1_200, lines: 2_000},
    {requestStatus: 'SUBMITTED', fulfillmentOrders: 300, lines: 512},
    {requestStatus: 'ACCEPTED', fulfillmentOrders: 500, lines: 900},
  ],
  openRequests: 800,
  emailedRequests: 740,
  ratesOfferedIn: [{profile: 'General profile', zones: ['Sweden', 'Norway']}],
  ratesMissingAtDestination: [{profile: 'General profile', zones: ['Norway']}],
  remarks: [{code: 'held', message: 'Some of its orders are on hold and stay so where they go.', count: 3}],
};

/** What of a removal could not be moved, each for a reason of its own. */
export function failuresOf(failed: RemovalFailure[]): Pick<Removal, 'failed' | 'failureGroups' | 'failedCount'> {
  const failureGroups = failed.map(({kind, code, message}, index) => ({
    key: `g${index}`,
    kind,
    code,
    message,
    count: 1,
  }));
  return {failed, failureGroups, failedCount: failed.length};
}

/** A removal as the API answers; `change` says in what it differs from one that goes well. */
export function removalOf(
  serviceId: string,
  {progress, ...change}: Partial<Omit<Removal, 'progress'>> & {progress?: Partial<Removal['progress']>} = {},
): Removal {
  return {
    id: '65f000000000000000000001',
    serviceId,
    status: 'running',
    destination: {locationId: 'gid://shopify/Location/1', name: 'New Warehouse'},
    plan: largePlan,
    progress: {
      phase: 'orders',
      done: 5_300,
      total: 12_800,
      items: {done: 4_000, total: 10_000},
      stocked: {done: 0, total: 0},
      fulfillmentOrders: {done: 500, total: 2_000},
      requests: {done: 800, total: 800},
      secondsLeft: 400,
      ...progress,
    },
    failed: [],
    failureGroups: [],
    failedCount: 0,
    createdAt: '2026-11-23T11:00:00.000Z',
    finishedAt: null,
    ...change,
  };
}
