/** Packing slips of an order, over HTTP. */
import {AppError} from '../../core/errors.ts';
import {packingSlipLink} from '../../core/packingSlips/link.ts';
import {readPackingSlips} from '../../core/packingSlips/read.ts';
import {packingSlipsDocument} from '../../core/packingSlips/render.ts';
import {numberInPath} from './input.ts';
import type {Call, Routes} from './route.ts';

export const packingSlipRoutes: Routes = {
  '/orders/:id/packing-slips': {
    get: async (call) => {
      const slips = await readPackingSlips(call.ctx, call.shop, numberInPath(call, 'id'), serviceOf(call));
      return {
        body: {
          slips: slips.map((slip) => ({
            serviceId: slip.service._id.toHexString(),
            serviceName: slip.service.name,
            html: packingSlipsDocument([slip]),
          })),
        },
      };
    },
  },
  '/orders/:id/packing-slip-link': {
    post: async (call) => ({
      body: await packingSlipLink(call.ctx, call.shop, numberInPath(call, 'id'), call.body),
    }),
  },
};

function serviceOf({query}: Call): string[] | null {
  const id = typeof query === 'object' && query !== null && 'serviceId' in query ? query.serviceId : undefined;
  if (id === undefined || id === '') return null;
  if (typeof id === 'string') return [id];
  throw new AppError('invalid_input', {details: {parameter: 'serviceId'}});
}
