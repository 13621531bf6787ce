/** What the order page's block shows, as one tagged union, and how each event changes it. Pure. */
import type {FulfillmentRequest, OrderFulfillment} from '../../../../core/wire.ts';
import type {RequestAction} from '../../../shared/api.ts';
import type {Problem} from '../../../shared/call.ts';

/** Something done, or to be done, to one request. */
export interface Deed {
  requestId: string;
  action: RequestAction;
}

export interface Shown {
  view: 'shown';
  order: OrderFulfillment;
  /** `on`: looking for news by itself; `paused`: no longer, although something is still under way; `off`: nothing to expect. */
  watch: 'on' | 'paused' | 'off';
  refreshing: boolean;
  /** Why the last look failed; what is shown may be old. */
  stale: Problem | null;
  /** The question that stands. `armed` after a moment, so that a double click does not answer it. */
  asking: (Deed & {armed: boolean}) | null;
  busy: Deed | null;
  /** What came of the last deed. */
  outcome: (Deed & {problem: Problem | null}) | null;
}

export type State = {view: 'loading'} | {view: 'broken'; problem: Problem} | Shown;

export type Event =
  | {type: 'load'}
  | {type: 'refresh'}
  | {type: 'loaded'; order: OrderFulfillment}
  | {type: 'failed'; problem: Problem}
  | {type: 'watched'; watch: Shown['watch']}
  | {type: 'ask'; deed: Deed}
  | {type: 'armed'}
  | {type: 'dismiss'}
  | {type: 'act'; deed: Deed}
  | {type: 'acted'; request: FulfillmentRequest}
  | {type: 'refused'; problem: Problem};

export const start: State = {view: 'loading'};

/** The state after an event; the same state where the event has no meaning in it. */
export function reduce(state: State, event: Event): State {
  if (event.type === 'load') return state.view === 'shown' ? state : start;
  if (state.view !== 'shown') {
    if (event.type === 'failed') return {view: 'broken', problem: event.problem};
    return event.type === 'loaded' ? shownFirst(event.order) : state;
  }
  switch (event.type) {
    case 'refresh':
      return {...state, refreshing: true, outcome: null};
    case 'loaded':
      return {...state, order: event.order, refreshing: false, stale: null};
    case 'failed':
      return {...state, refreshing: false, stale: event.problem};
    case 'watched':
      return {...state, watch: event.watch};
    case 'ask':
      return state.busy ? state : {...state, asking: {...event.deed, armed: false}, outcome: null};
    case 'armed':
      return state.asking ? {...state, asking: {...state.asking, armed: true}} : state;
    case 'dismiss':
      return {...state, asking: null};
    case 'act':
      return {...state, busy: event.deed, asking: null, outcome: null};
    case 'acted':
      return ended({...state, order: withRequest(state.order, event.request)}, null);
    case 'refused':
      return ended(state, event.problem);
  }
}

function shownFirst(order: OrderFulfillment): Shown {
  return {
    view: 'shown',
    order,
    watch: 'off',
    refreshing: false,
    stale: null,
    asking: null,
    busy: null,
    outcome: null,
  };
}

function ended(state: Shown, problem: Problem | null): Shown {
  return {...state, busy: null, outcome: state.busy && {...state.busy, problem}};
}

function withRequest(order: OrderFulfillment, request: FulfillmentRequest): OrderFulfillment {
  return {...order, requests: order.requests.map((one) => (one.id === request.id ? request : one))};
}
