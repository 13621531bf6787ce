/** One opened modal: asks what a send would do, sends once, and watches what becomes of it until it is closed. */
import type {ManyRequestsAnswer} from '../../../core/wire.ts';
import type {Result} from '../../shared/call.ts';
import {createKeys} from '../../shared/keys.ts';
import {follow} from '../../shared/status.ts';
import type {ManyOrdersApi} from './api.ts';
import {markNow, readRequests} from './progress.ts';
import type {Checking, Following, Ready, Sending, State} from './state.ts';
import {merge, nothingYet, partsOf} from './summary.ts';

export interface SessionOptions {
  /** Shopify's gids. */
  orderIds: string[];
  api: ManyOrdersApi;
  changed: (state: State) => void;
  wait?: (ms: number) => Promise<void>;
}

export interface Session {
  state: () => State;
  /** Asks what a send would do; after a failure goes on where it stopped. */
  check: () => Promise<void>;
  setNotify: (notifyCustomer: boolean) => void;
  /** Sends what the summary accepted; after a failure goes on where it stopped. */
  send: () => Promise<void>;
  /** After a failure: leaves the rest unsent, and shows what was sent. */
  finish: () => Promise<void>;
  /** Looks again at requests that took too long. */
  watch: () => Promise<void>;
  /** The modal is closed: no further reads, no further changes. */
  stop: () => void;
}

/** The most orders at once: the API's limit, and as many as a person can follow. */
export const orderLimit = 1000;
/** Orders to a call: an answer within seconds, and progress to show. */
const partSize = 50;
/** How long a further click of a double click may take. */
const freshMs = 1000;
/** How often an answer "the same request is still being worked on" is waited out. */
const inProgressLimit = 5;
/** Looks at up to 200 orders, of which each takes two calls: about four minutes; more orders are looked at less often. */
const lookLimit = 120;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts in `checking`, or in `tooMany`; call `check` next. */
export function createSession({orderIds, api, changed, wait = sleep}: SessionOptions): Session {
  const selected = [...new Set(orderIds)];
  const checkParts = partsOf(selected, partSize);
  const keys = createKeys();
  let checked: ManyRequestsAnswer[] = [];
  let sendParts: string[][] = [];
  let since: string | null = null;
  let busy = false;
  let stopped = false;
  let watching = 0;
  let state: State =
    selected.length > orderLimit
      ? {view: 'tooMany', selected: selected.length}
      : {view: 'checking', done: 0, total: selected.length, problem: null};

  function show(next: State): void {
    if (stopped) return;
    state = next;
    changed(state);
  }

  /** Keeps a second call out while one is under way. */
  async function alone(work: () => Promise<void>): Promise<void> {
    if (busy) return;
    busy = true;
    await work();
    busy = false;
  }

  async function checkAll(from: Checking): Promise<void> {
    let now: Checking = {...from, problem: null};
    show(now);
    for (const part of checkParts.slice(checked.length)) {
      const answer = await api.check(part);
      if (stopped) return;
      if (!answer.ok) {
        show({...now, problem: answer.problem});
        return;
      }
      checked.push(answer.value);
      now = {...now, done: now.done + part.length};
      show(now);
    }
    show({view: 'ready', summary: checked.reduce(merge, nothingYet), notifyCustomer: false});
  }

  async function sendAll(from: Ready | Sending): Promise<void> {
    if (from.view === 'ready') sendParts = partsOf(from.summary.accepted, partSize);
    let now: Sending =
      from.view === 'sending'
        ? {...from, problem: null}
        : {
            view: 'sending',
            notifyCustomer: from.notifyCustomer,
            sent: nothingYet,
            done: 0,
            total: from.summary.accepted.length,
            problem: null,
          };
    show(now);
    if (since === null) {
      const mark = await markNow(api);
      if (!mark.ok) {
        show({...now, problem: mark.problem});
        return;
      }
      since = mark.value;
    }
    for (let part = sendParts[0]; part; part = sendParts[0]) {
      const answer = await sendPart(part, now.notifyCustomer);
      if (stopped) return;
      if (!answer.ok) {
        show({...now, problem: answer.problem});
        return;
      }
      sendParts.shift();
      now = {...now, sent: merge(now.sent, answer.value), done: now.done + part.length};
      show(now);
    }
    await followAll(now.sent);
  }

  async function sendPart(part: string[], notifyCustomer: boolean): Promise<Result<ManyRequestsAnswer>> {
    const key = keys.for(part);
    let answer = await api.send(part, notifyCustomer, key);
    for (let again = 0; again < inProgressLimit; again++) {
      if (answer.ok || answer.problem.code !== 'idempotency_in_progress' || stopped) break;
      await wait(freshMs);
      answer = await api.send(part, notifyCustomer, key);
    }
    // Where the outcome is open (no answer, a fault on the way) the key stays, so that trying again sends once.
    if (answer.ok || !answer.problem.retryable) keys.settle(part);
    return answer;
  }

  async function followAll(sent: ManyRequestsAnswer): Promise<void> {
    show({view: 'following', sent, requests: null, watch: 'on', problem: null, fresh: true});
    const aged = wait(freshMs).then(() => state.view === 'following' && show({...state, fresh: false}));
    await Promise.all([watch(), aged]);
  }

  async function watch(): Promise<void> {
    if (state.view !== 'following') return;
    const mine = ++watching;
    const isOver = () => stopped || mine !== watching;
    const update = (change: Partial<Following>) => {
      if (state.view === 'following' && !isOver()) show({...state, ...change});
    };
    const orders = new Set(state.sent.accepted);
    if (orders.size === 0) {
      update({watch: 'off', requests: []});
      return;
    }
    const read = () => readRequests(api, {orderIds: orders, since: since ?? ''});
    update({watch: 'on', problem: null});
    const first = await read();
    if (!first.ok) {
      update({watch: 'paused', problem: first.problem});
      return;
    }
    update({requests: first.value.requests});
    if (first.value.requests.length === 0) {
      update({watch: 'paused'});
      return;
    }
    // A look at many orders is several calls: the more there are, the less often.
    const slower = Math.ceil(orders.size / 200);
    const end = await follow(first.value.requests, {
      read,
      wait,
      changed: (requests) => update({requests}),
      stopped: isOver,
      limit: lookLimit,
      pause: (look) => slower * (look < 10 ? 1000 : 2000),
    });
    update({watch: end === 'gave_up' ? 'paused' : 'off'});
  }

  return {
    state: () => state,
    check: async () => {
      if (state.view !== 'checking') return;
      const from = state;
      await alone(() => checkAll(from));
    },
    setNotify: (notifyCustomer) => {
      if (state.view === 'ready') show({...state, notifyCustomer});
    },
    send: async () => {
      if (state.view !== 'ready' && state.view !== 'sending') return;
      const from = state;
      if (from.view === 'ready' && from.summary.accepted.length === 0) return;
      await alone(() => sendAll(from));
    },
    finish: async () => {
      if (state.view !== 'sending') return;
      const {sent} = state;
      await alone(() => followAll(sent));
    },
    watch,
    stop() {
      stopped = true;
    },
  };
}
