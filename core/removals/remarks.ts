/** What a merchant must know before a removal: what stands in its way, and what will be different afterwards. Pure. */
import type {RemovalPlan, RemovalRemark} from '../wire.ts';
import type {Rates} from './rates.ts';
import type {Stocked} from './readStock.ts';
import type {StoredDestination} from './store.ts';

/** A fulfillment order at the service. */
export interface OrderSeen {
  orderId: string;
  orderName: string;
  status: string;
  requestStatus: string;
  /** Lines with something left. */
  lines: number;
  /** Their inventory items (gids). */
  items: string[];
}

interface Seen {
  stock: readonly Stocked[];
  orders: readonly OrderSeen[];
  /** By inventory item, the location it goes to. */
  placeOf: ReadonlyMap<string, string>;
  destination: StoredDestination;
  ratesMissingAtDestination: readonly Rates[];
  openRequests: number;
}

/** Orders named in a remark. */
const named = 10;

/** The blockers and the remarks of a plan. */
export function remarksOf(seen: Seen): Pick<RemovalPlan, 'blockers' | 'remarks'> {
  const {orders, stock, placeOf, destination, ratesMissingAtDestination} = seen;
  const held = orders.filter(({status}) => status === 'ON_HOLD');
  const places = ({items}: OrderSeen) => new Set(items.map((item) => placeOf.get(item))).size;
  const apart = held.filter((order) => places(order) > 1);
  return {
    blockers: list([
      about(apart, 'held_order_apart', (count) =>
        count === 1
          ? 'An order on hold has items that go to different places. Shopify does not part it: release the hold, or let its items go to one place.'
          : `${count} orders on hold have items that go to different places. Shopify does not part them: release the holds, or let their items go to one place.`,
      ),
    ]),
    remarks: list([
      about(
        orders.filter(({status}) => status === 'SCHEDULED'),
        'scheduled_order',
        (count) =>
          `${manyOrders(count)} scheduled for a later date. Shopify does not move ${those(count)}: mark ${those(count)} as ready, or reschedule, and try what is left again.`,
      ),
      about(
        orders.filter(({requestStatus}) => requestStatus === 'CANCELLATION_REJECTED'),
        'cancellation_rejected',
        (count) =>
          `The cancellation of ${manyOrders(count, '')} was rejected by the service. ${count === 1 ? 'It is' : 'They are'} closed at the service and moved; make sure that the service does not ship ${those(count)}.`,
      ),
      about(
        held,
        'held_order',
        (count) =>
          `${manyOrders(count)} on hold. ${count === 1 ? 'It moves' : 'They move'} and stay${count === 1 ? 's' : ''} on hold.`,
      ),
      counted(
        stock.filter(({incoming}) => incoming !== 0).length,
        'incoming_stock',
        (count) =>
          `${count === 1 ? 'One item has' : `${count} items have`} incoming stock at this service. Receive or cancel the transfers first if the numbers are to follow them.`,
      ),
      counted(
        ratesMissingAtDestination.length,
        'rates_missing',
        () =>
          `Shipping rates are offered at checkout from this service that ${destination.name} does not offer. Have it take them over, or add them for it in Shopify’s shipping settings; otherwise customers there cannot check out.`,
      ),
    ]),
  };
}

const manyOrders = (count: number, verb = count === 1 ? ' is' : ' are') =>
  count === 1 ? `One order${verb}` : `${count} orders${verb}`;
const those = (count: number) => (count === 1 ? 'it' : 'them');

function about(orders: readonly OrderSeen[], code: string, say: (count: number) => string): RemovalRemark | null {
  if (orders.length === 0) return null;
  const some = orders.slice(0, named).map(({orderId, orderName}) => ({id: orderId, name: orderName}));
  return {code, message: say(orders.length), count: orders.length, orders: some};
}

function counted(count: number, code: string, say: (count: number) => string): RemovalRemark | null {
  return count === 0 ? null : {code, message: say(count), count};
}

function list(remarks: readonly (RemovalRemark | null)[]): RemovalRemark[] {
  return remarks.filter((one) => one !== null);
}
