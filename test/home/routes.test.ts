/** The home page's addresses. */
import {describe, expect, test} from 'vitest';
import {hrefOf, noFilters, routeOf, type Route} from '../../web/home/src/routes.ts';

describe('addresses', () => {
  const there: Exclude<Route, {page: 'nothing'}>[] = [
    {page: 'services'},
    {page: 'activate'},
    {page: 'service', id: '65f000000000000000000000'},
    {page: 'service', id: 'gid://shopify/FulfillmentService/1?id=true'},
    {page: 'removal', id: '65f000000000000000000000'},
    {page: 'reactivation', id: 'gid://shopify/FulfillmentService/1?id=true'},
    {page: 'activity', filters: noFilters},
    {page: 'activity', filters: {status: 'failed', service: '65f0', order: '#1001 & more'}},
    {page: 'request', id: '65f000000000000000000000'},
  ];

  test.each(there)('lead back to $page', (route) => {
    expect(routeOf(hrefOf(route))).toEqual(route);
  });

  test('leave what the admin adds to them alone', () => {
    expect(routeOf('/?embedded=1&shop=a-shop.myshopify.com&host=abc&locale=th')).toEqual({page: 'services'});
    expect(routeOf('/activity/?shop=a&status=sent')).toEqual({
      page: 'activity',
      filters: {status: 'sent', service: '', order: ''},
    });
  });

  test.each([
    '/nothing',
    '/services',
    '/services/1/2',
    '/services/1/removal/3',
    '/activity/1/removal',
    '/activity/1/2',
    '/%E0%A4%A',
  ])('%s leads to nothing', (path) => {
    expect(routeOf(path)).toEqual({page: 'nothing'});
  });

  test('an unknown status is none', () => {
    expect(routeOf('/activity?status=exploded')).toEqual({page: 'activity', filters: noFilters});
  });
});
