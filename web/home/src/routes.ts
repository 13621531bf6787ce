/** The page's own addresses. The server answers to the same ones (`web/home.ts`), so that each can be opened directly. */

export type Route =
  | {page: 'services'}
  | {page: 'activate'}
  | {page: 'service'; id: string}
  | {page: 'removal'; id: string}
  | {page: 'reactivation'; id: string}
  | {page: 'activity'; filters: Filters}
  | {page: 'request'; id: string}
  | {page: 'nothing'};

/** What of the requests is shown. */
export interface Filters {
  status: StatusFilter;
  /** Empty: of all services. */
  service: string;
  /** As typed; empty: of all orders. */
  order: string;
}

export const statusFilters = [
  'any',
  'moving',
  'sent',
  'confirmed',
  'fulfilled',
  'declined',
  'failed',
  'cancelled',
] as const;
export type StatusFilter = (typeof statusFilters)[number];

export const noFilters: Filters = {status: 'any', service: '', order: ''};

/** The page of an address. @param url the part after the origin */
export function routeOf(url: string): Route {
  const {pathname, searchParams} = new URL(url, 'https://home.invalid');
  const [first, second, third, ...more] = pathname.split('/').filter(Boolean).map(decode);
  if (more.length > 0) return {page: 'nothing'};
  if (third !== undefined) {
    const isEnding = first === 'services' && second && (third === 'removal' || third === 'reactivation');
    return isEnding ? {page: third, id: second} : {page: 'nothing'};
  }
  if (first === undefined) return {page: 'services'};
  if (first === 'services' && second === 'new') return {page: 'activate'};
  if (first === 'services' && second) return {page: 'service', id: second};
  if (first === 'activity' && second) return {page: 'request', id: second};
  if (first === 'activity') return {page: 'activity', filters: filtersIn(searchParams)};
  return {page: 'nothing'};
}

/** The address of a page. */
export function hrefOf(route: Exclude<Route, {page: 'nothing'}>): string {
  switch (route.page) {
    case 'services':
      return '/';
    case 'activate':
      return '/services/new';
    case 'service':
      return `/services/${encodeURIComponent(route.id)}`;
    case 'removal':
    case 'reactivation':
      return `/services/${encodeURIComponent(route.id)}/${route.page}`;
    case 'activity':
      return `/activity${queryOf(route.filters)}`;
    case 'request':
      return `/activity/${encodeURIComponent(route.id)}`;
  }
}

function filtersIn(query: URLSearchParams): Filters {
  const status = statusFilters.find((one) => one === query.get('status')) ?? 'any';
  return {status, service: query.get('service') ?? '', order: query.get('order') ?? ''};
}

function queryOf({status, service, order}: Filters): string {
  const query = new URLSearchParams();
  if (status !== 'any') query.set('status', status);
  if (service) query.set('service', service);
  if (order) query.set('order', order);
  const text = query.toString();
  return text && `?${text}`;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
