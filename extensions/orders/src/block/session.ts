/** One order page: shows where its requests stand, looks for news while there may be some, and does what the merchant asks. */
import type {OrdersApi} from '../../../shared/api.ts';
import {canSend} from '../../../shared/selection.ts';
import {idlePauses, watch} from '../../../shared/watch.ts';
import {reduce, start, type Deed, type Event, type State} from './state.ts';

export interface SessionOptions {
  /** Shopify's gid. */
  orderId: string;
  api: Pick<OrdersApi, 'fulfillment' | 'act'>;
  /** Opens the window in which items are sent. */
  openSend: () => void;
  changed: (state: State) => void;
  wait?: (ms: number) => Promise<void>;
}

export interface Session {
  state: () => State;
  /** Reads the order, at first or once more. */
  load: () => Promise<void>;
  /** Asks before the email goes out again or a request is cancelled. */
  ask: (deed: Deed) => Promise<void>;
  dismiss: () => void;
  /** The answer to the question is yes. */
  confirm: () => Promise<void>;
  /** Does what does no harm, so nothing is asked: tries a failed step again, or puts an alarm aside. */
  act: (deed: Deed) => Promise<void>;
  /** Opens the window in which items are sent, and looks for what comes of it. */
  send: () => Promise<void>;
  /** The page is left: no further reads, no further changes. */
  stop: () => void;
}

/** How long the further click of a double click may take. */
const doubleClickMs = 500;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts in state `loading`; call `load` next. */
export function createSession({orderId, api, openSend, changed, wait = sleep}: SessionOptions): Session {
  let state: State = start;
  let stopped = false;
  let reading = false;
  /** Which watch counts: an earlier one that still waits ends without a look. */
  let watching = 0;

  function dispatch(event: Event): void {
    if (stopped) return;
    const next = reduce(state, event);
    if (next === state) return;
    state = next;
    changed(state);
  }

  async function read(): Promise<void> {
    if (reading) return;
    reading = true;
    const answer = await api.fulfillment(orderId);
    reading = false;
    // What was asked for before a deed may be older than the deed.
    if (state.view === 'shown' && state.busy) return;
    dispatch(answer.ok ? {type: 'loaded', order: answer.value} : {type: 'failed', problem: answer.problem});
  }

  /** Looks for news while some are expected; then now and then while items can be sent from the page's menu. */
  async function follow(expectsMore: boolean): Promise<void> {
    if (state.view !== 'shown') return;
    const mine = ++watching;
    let {order} = state;
    const options = {
      order: () => {
        if (state.view === 'shown') ({order} = state);
        return order;
      },
      look: read,
      wait,
      stopped: () => stopped || mine !== watching,
    };
    dispatch({type: 'watched', watch: 'on'});
    const end = await watch({...options, expectsMore});
    if (end === 'stopped') return;
    dispatch({type: 'watched', watch: end === 'paused' ? 'paused' : 'off'});
    if (end !== 'settled' || !canSend(order)) return;
    if ((await watch({...options, expectsMore: true, pauses: idlePauses})) === 'news') await follow(false);
  }

  async function load(): Promise<void> {
    dispatch({type: state.view === 'shown' ? 'refresh' : 'load'});
    await read();
    await follow(false);
  }

  async function act(deed: Deed): Promise<void> {
    if (state.view !== 'shown' || state.busy) return;
    dispatch({type: 'act', deed});
    const answer = await api.act(deed.requestId, deed.action);
    dispatch(answer.ok ? {type: 'acted', request: answer.value.request} : {type: 'refused', problem: answer.problem});
    // Refused, or the answer was lost: where it stands has to be read.
    if (!answer.ok) await read();
    await follow(false);
  }

  return {
    state: () => state,
    load,
    async ask(deed) {
      dispatch({type: 'ask', deed});
      await wait(doubleClickMs);
      if (state.view !== 'shown' || state.asking?.requestId !== deed.requestId) return;
      if (state.asking.action === deed.action) dispatch({type: 'armed'});
    },
    dismiss: () => dispatch({type: 'dismiss'}),
    async confirm() {
      if (state.view !== 'shown' || !state.asking?.armed) return;
      const {requestId, action} = state.asking;
      await act({requestId, action});
    },
    act,
    async send() {
      openSend();
      await follow(true);
    },
    stop() {
      stopped = true;
    },
  };
}
