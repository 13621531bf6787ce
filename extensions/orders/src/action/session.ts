/** One opened modal: loads the order, sends what is chosen once, and watches what becomes of it until it is closed. */
import type {OrdersApi} from '../../../shared/api.ts';
import {createKeys, type Keys} from '../../../shared/keys.ts';
import {choiceOf, inputOf, itemsOf} from '../../../shared/selection.ts';
import {follow} from '../../../shared/status.ts';
import {reduce, start, type Event, type State} from './state.ts';

export interface SessionOptions {
  /** Shopify's gid. */
  orderId: string;
  api: OrdersApi;
  changed: (state: State) => void;
  keys?: Keys;
  wait?: (ms: number) => Promise<void>;
}

export interface Session {
  state: () => State;
  /** What the merchant does in the form. */
  dispatch: (event: Event & {type: 'typed' | 'filled' | 'optionChanged'}) => void;
  /** Reads the order, at first or once more; what was typed stays where it can. */
  load: () => Promise<void>;
  /** Sends the choice; does nothing while a send is under way or the choice cannot be sent. */
  send: () => Promise<void>;
  /** Looks again at requests that took too long. */
  watch: () => Promise<void>;
  /** The modal is closed: no further reads, no further changes. */
  stop: () => void;
}

/** How long a further click of a double click may take. */
const freshMs = 1000;
/** How often an answer "the same request is still being worked on" is waited out. */
const inProgressLimit = 5;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts in state `loading`; call `load` next. */
export function createSession({orderId, api, changed, keys = createKeys(), wait = sleep}: SessionOptions): Session {
  let state: State = start;
  let stopped = false;
  let loading = false;
  /** Which watch is the one that counts: an earlier one that still waits must not write over a later one. */
  let watching = 0;

  function dispatch(event: Event): void {
    if (stopped) return;
    const next = reduce(state, event);
    if (next === state) return;
    state = next;
    changed(state);
  }

  async function load(): Promise<void> {
    if (loading || (state.view === 'choosing' && state.busy !== 'no')) return;
    loading = true;
    watching++;
    dispatch({type: 'load'});
    const answer = await api.fulfillment(orderId);
    loading = false;
    dispatch(answer.ok ? {type: 'loaded', order: answer.value} : {type: 'failed', problem: answer.problem});
  }

  async function send(): Promise<void> {
    if (state.view !== 'choosing' || state.busy !== 'no') return;
    const choice = choiceOf(itemsOf(state.order), state.quantities);
    if (choice.units === 0 || !choice.valid) return;
    const body = inputOf(choice, state.options);
    const key = keys.for(body);
    dispatch({type: 'send'});
    let answer = await api.send(orderId, body, key);
    for (let again = 0; again < inProgressLimit; again++) {
      if (answer.ok || answer.problem.code !== 'idempotency_in_progress') break;
      await wait(freshMs);
      if (stopped) return;
      answer = await api.send(orderId, body, key);
    }
    // Where the outcome is open (no answer, a fault on the way) the key stays, so that trying again sends once.
    if (answer.ok || !answer.problem.retryable) keys.settle(body);
    if (!answer.ok) {
      dispatch({type: 'failed', problem: answer.problem});
      return;
    }
    dispatch({type: 'sent', requests: answer.value.requests});
    await Promise.all([watch(), wait(freshMs).then(() => dispatch({type: 'aged'}))]);
  }

  async function watch(): Promise<void> {
    if (state.view !== 'following') return;
    const mine = ++watching;
    dispatch({type: 'watched', watch: 'on'});
    const end = await follow(state.requests, {
      read: () => api.fulfillment(orderId),
      wait,
      changed: (requests) => dispatch({type: 'polled', requests}),
      stopped: () => stopped || mine !== watching,
    });
    if (end !== 'stopped') dispatch({type: 'watched', watch: end === 'gave_up' ? 'paused' : 'off'});
  }

  return {
    state: () => state,
    dispatch,
    load,
    send,
    watch,
    stop() {
      stopped = true;
    },
  };
}
