/** One opened modal: loads the order, sends what is chosen once, and watches what becomes of it until it is closed. */
import type {CreateRequestsInput, FulfillmentRequest} from '../../../../core/wire.ts';
import type {OrdersApi} from '../../../shared/api.ts';
import {createKeys, type Keys} from '../../../shared/keys.ts';
import {canSend, choiceOf, inputOf, itemsOf} from '../../../shared/selection.ts';
import {follow} from '../../../shared/status.ts';
import {reduce, start, type Event, type FormEvent, type State} from './state.ts';

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
  dispatch: (event: Exclude<FormEvent, {type: 'send' | 'preview'}>) => void;
  /** Reads the order, at first or once more; what was typed stays where it can. */
  load: () => Promise<void>;
  /** Sends the choice; does nothing while a send is under way or the choice cannot be sent. */
  send: () => Promise<void>;
  /** Shows the emails that a send would make; where `send` does nothing, so does it. */
  preview: () => Promise<void>;
  /** Tries failed requests again as they are, and watches them. */
  retry: (requestIds: string[]) => Promise<void>;
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

  /** The body of a send of what is chosen; null where it cannot be sent now. */
  function chosen(): CreateRequestsInput | null {
    if (state.view !== 'choosing' || state.busy !== 'no') return null;
    const choice = choiceOf(itemsOf(state.order), state.quantities);
    return choice.units > 0 && choice.valid ? inputOf(choice, state.options) : null;
  }

  async function send(): Promise<void> {
    const body = chosen();
    if (!body) return;
    const more = hasMore(body);
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
    if (answer.ok) await begin(answer.value.requests, more);
    else dispatch({type: 'failed', problem: answer.problem});
  }

  /** Whether a send of this body leaves something that can be sent. */
  function hasMore({lines = []}: CreateRequestsInput): boolean {
    if (state.view !== 'choosing') return false;
    // Shopify splits what is requested in part; the rest becomes available once the first part is fulfilled.
    const asked = new Set(lines.map(({fulfillmentOrderLineItemId}) => fulfillmentOrderLineItemId));
    return itemsOf(state.order).services.some((service) => service.lines.some(({id}) => !asked.has(id)));
  }

  /** Shows what becomes of requests that were just made, or tried again. */
  async function begin(requests: FulfillmentRequest[], more: boolean): Promise<void> {
    dispatch({type: 'sent', requests, more});
    await Promise.all([watch(), wait(freshMs).then(() => dispatch({type: 'aged'}))]);
  }

  async function preview(): Promise<void> {
    const body = chosen();
    if (!body) return;
    dispatch({type: 'preview'});
    const answer = await api.preview(orderId, body);
    dispatch(
      answer.ok ? {type: 'previewed', previews: answer.value.previews} : {type: 'failed', problem: answer.problem},
    );
  }

  async function retry(requestIds: string[]): Promise<void> {
    const before = state;
    if (before.view === 'choosing' ? before.busy !== 'no' : before.view !== 'following' || before.busy) return;
    dispatch({type: before.view === 'choosing' ? 'send' : 'retry'});
    const answers = await Promise.all(requestIds.map((id) => api.act(id, 'retry')));
    const requests = answers.flatMap((answer) => (answer.ok ? [answer.value.request] : []));
    const [refused = null] = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]));
    if (before.view === 'choosing') {
      if (requests.length > 0) await begin(requests, canSend(before.order));
      else if (refused) dispatch({type: 'failed', problem: refused});
    } else if (state.view === 'following') {
      const fresh = new Map(requests.map((one) => [one.id, one]));
      dispatch({type: 'retried', requests: state.requests.map((one) => fresh.get(one.id) ?? one), refused});
      await watch();
    }
  }

  async function watch(): Promise<void> {
    if (state.view !== 'following') return;
    const mine = ++watching;
    dispatch({type: 'watched', watch: 'on'});
    let {more} = state;
    const end = await follow(state.requests, {
      async read() {
        const answer = await api.fulfillment(orderId);
        if (answer.ok) more = canSend(answer.value);
        return answer;
      },
      wait,
      changed: (requests) => dispatch({type: 'polled', requests, more}),
      stopped: () => stopped || mine !== watching,
    });
    if (end !== 'stopped') dispatch({type: 'watched', watch: end === 'gave_up' ? 'paused' : 'off'});
  }

  return {
    state: () => state,
    dispatch,
    load,
    send,
    preview,
    retry,
    watch,
    stop() {
      stopped = true;
    },
  };
}
