/** What the order action shows, as one tagged union, and how each event changes it. Pure. */
import type {EmailPreview, FulfillmentRequest, OrderFulfillment} from '../../../../core/wire.ts';
import type {Problem} from '../../../shared/api.ts';
import {
  canSend,
  carryOver,
  everything,
  fill,
  itemsOf,
  noOptions,
  type Options,
  type Quantities,
} from '../../../shared/selection.ts';

export interface Choosing {
  view: 'choosing';
  order: OrderFulfillment;
  quantities: Quantities;
  options: Options;
  busy: 'no' | 'sending' | 'previewing' | 'reloading';
  /** The emails as they would be, while they are looked at instead of the form. */
  previews: EmailPreview[] | null;
  /** Why the last send, preview or reload failed. */
  failure: {during: Exclude<Choosing['busy'], 'no'>; problem: Problem} | null;
}

export interface Following {
  view: 'following';
  requests: FulfillmentRequest[];
  /** Whether anything else of the order can be sent. */
  more: boolean;
  /** `on`: looking again and again; `paused`: it takes long, the merchant may look again; `off`: nothing more to come. */
  watch: 'on' | 'paused' | 'off';
  /** In the first moment: the button that closes is where the one that sends was, and a double click must not reach it. */
  fresh: boolean;
  /** Whether what failed is being asked for again, and why that was refused. */
  busy: boolean;
  refused: Problem | null;
}

export type State =
  | {view: 'loading'}
  | {view: 'broken'; problem: Problem}
  | {view: 'nothing'; order: OrderFulfillment}
  | Choosing
  | Following;

export type Event =
  | {type: 'load'}
  | {type: 'loaded'; order: OrderFulfillment}
  | {type: 'failed'; problem: Problem}
  | {type: 'typed'; lineId: string; text: string}
  | {type: 'filled'; serviceId: string; how: 'all' | 'none'}
  | {type: 'optionChanged'; change: Partial<Options>}
  | {type: 'send'}
  | {type: 'preview'}
  | {type: 'previewed'; previews: EmailPreview[]}
  | {type: 'unpreviewed'}
  | {type: 'sent'; requests: FulfillmentRequest[]; more: boolean}
  | {type: 'polled'; requests: FulfillmentRequest[]; more: boolean}
  | {type: 'watched'; watch: Following['watch']}
  | {type: 'aged'}
  | {type: 'retry'}
  | {type: 'retried'; requests: FulfillmentRequest[]; refused: Problem | null};

/** What the merchant does in the form. */
export type FormEvent = Event & {type: 'typed' | 'filled' | 'optionChanged' | 'send' | 'preview' | 'unpreviewed'};

type FollowingEvent = Event & {type: 'polled' | 'watched' | 'aged' | 'retry' | 'retried'};

export const start: State = {view: 'loading'};

/** The state after an event; the same state where the event has no meaning in it. */
export function reduce(state: State, event: Event): State {
  switch (event.type) {
    case 'load':
      return state.view === 'choosing' ? {...state, busy: 'reloading', failure: null} : start;
    case 'loaded':
      return loaded(state, event.order);
    case 'failed':
      if (state.view !== 'choosing') return {view: 'broken', problem: event.problem};
      if (state.busy === 'no') return state;
      return {...state, busy: 'no', failure: {during: state.busy, problem: event.problem}};
    case 'sent':
      return following(event.requests, event.more);
    case 'previewed':
      if (state.view !== 'choosing' || state.busy !== 'previewing') return state;
      return {...state, busy: 'no', previews: event.previews};
    case 'typed':
    case 'filled':
    case 'optionChanged':
    case 'send':
    case 'preview':
    case 'unpreviewed':
      return state.view === 'choosing' && state.busy === 'no' ? chose(state, event) : state;
    case 'polled':
    case 'watched':
    case 'aged':
    case 'retry':
    case 'retried':
      return state.view === 'following' ? followed(state, event) : state;
  }
}

function following(requests: FulfillmentRequest[], more: boolean): Following {
  return {view: 'following', requests, more, watch: 'on', fresh: true, busy: false, refused: null};
}

function loaded(state: State, order: OrderFulfillment): State {
  if (!canSend(order)) return {view: 'nothing', order};
  const items = itemsOf(order);
  const kept = state.view === 'choosing' ? state : null;
  return {
    view: 'choosing',
    order,
    quantities: kept ? carryOver(kept.quantities, items) : everything(items),
    options: kept?.options ?? noOptions,
    busy: 'no',
    previews: null,
    failure: null,
  };
}

function chose(state: Choosing, event: FormEvent): Choosing {
  switch (event.type) {
    case 'typed':
      return {...state, quantities: {...state.quantities, [event.lineId]: event.text}};
    case 'filled': {
      const service = itemsOf(state.order).services.find(({serviceId}) => serviceId === event.serviceId);
      return {...state, quantities: {...state.quantities, ...fill(service?.lines ?? [], event.how)}};
    }
    case 'optionChanged':
      return {...state, options: {...state.options, ...event.change}};
    case 'send':
      return {...state, busy: 'sending', failure: null};
    case 'preview':
      return {...state, busy: 'previewing', failure: null};
    case 'unpreviewed':
      return {...state, previews: null, failure: null};
  }
}

function followed(state: Following, event: FollowingEvent): Following {
  switch (event.type) {
    case 'polled':
      return {...state, requests: event.requests, more: event.more};
    case 'watched':
      return {...state, watch: event.watch};
    case 'aged':
      return {...state, fresh: false};
    case 'retry':
      return {...state, busy: true, refused: null};
    case 'retried':
      return {...state, busy: false, requests: event.requests, refused: event.refused};
  }
}
