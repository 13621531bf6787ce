/** The app's API for the packing slips of an order. */
import {call, numericId, type Result} from '../../shared/call.ts';

/** The slip of one service; there is one for each service that has items of the order. */
export interface Slip {
  serviceId: string;
  serviceName: string;
}

export interface SlipsApi {
  list: (orderId: string) => Promise<Result<{slips: Slip[]}>>;
  /** A link to the slips of these services that the host can open without a session; it expires. */
  link: (orderId: string, serviceIds: string[]) => Promise<Result<{url: string}>>;
}

export const slipsApi: SlipsApi = {
  list: (orderId) => call(`/api/orders/${numericId(orderId)}/packing-slips`),
  link: (orderId, serviceIds) =>
    call(`/api/orders/${numericId(orderId)}/packing-slip-link`, {method: 'POST', body: {serviceIds}}),
};
