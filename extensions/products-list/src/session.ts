/** One opened modal: takes a service, starts the job once, and watches it until it is over or the modal is closed. */
import {createKeys} from '../../shared/keys.ts';
import {takesProducts} from '../../shared/services.ts';
import type {AssignManyApi, AssignManyInput, JobAnswer} from './api.ts';
import type {Choosing, Running, State} from './state.ts';

export interface SessionOptions {
  /** Shopify's gids. */
  productIds: string[];
  api: AssignManyApi;
  changed: (state: State) => void;
  wait?: (ms: number) => Promise<void>;
}

export interface Session {
  state: () => State;
  load: () => Promise<void>;
  choose: (change: Partial<Pick<Choosing, 'serviceId' | 'keepElsewhere' | 'moveStock'>>) => void;
  start: () => Promise<void>;
  /** Looks again at a job that took too long, or could not be read. */
  watch: () => Promise<void>;
  /** Leaves what is not assigned yet as it is. */
  cancel: () => Promise<void>;
  /** The modal is closed: no further reads; the job goes on. */
  stop: () => void;
}

/** The most products at once: the API's limit. */
export const productLimit = 1000;
/** How long a further click of a double click may take. */
const freshMs = 1000;
/** Looks at a job: about ten minutes. */
const lookLimit = 300;
/** Looks in a row that may fail before the merchant is told. */
const missLimit = 3;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts in `loading`, or in `tooMany`; call `load` next. */
export function createSession({productIds, api, changed, wait = sleep}: SessionOptions): Session {
  const selected = [...new Set(productIds)];
  const keys = createKeys();
  let stopped = false;
  let watching = 0;
  let state: State = selected.length > productLimit ? {view: 'tooMany', selected: selected.length} : {view: 'loading'};

  function show(next: State): void {
    if (stopped) return;
    state = next;
    changed(state);
  }

  function update(change: Partial<Running>): void {
    if (state.view === 'running') show({...state, ...change});
  }

  async function load(): Promise<void> {
    if (state.view === 'tooMany') return;
    show({view: 'loading'});
    const answer = await api.services();
    if (!answer.ok) {
      show({view: 'broken', problem: answer.problem});
      return;
    }
    const services = answer.value.items.filter(takesProducts);
    const choice = {serviceId: undefined, keepElsewhere: false, moveStock: false, busy: false, problem: null};
    show(services.length === 0 ? {view: 'noServices'} : {view: 'choosing', services, ...choice});
  }

  async function start(): Promise<void> {
    if (state.view !== 'choosing' || state.busy || state.serviceId === undefined) return;
    const before = state;
    const input: AssignManyInput = {
      productIds: selected,
      serviceId: state.serviceId,
      ...(before.keepElsewhere && {keepElsewhere: true}),
      ...(before.moveStock && {moveStock: true}),
    };
    show({...before, busy: true, problem: null});
    const answer = await api.start(input, keys.for(input));
    // Where the outcome is open (no answer, a fault on the way) the key stays, so that trying again starts one job.
    if (answer.ok || !answer.problem.retryable) keys.settle(input);
    if (!answer.ok) {
      show({...before, busy: false, problem: answer.problem});
      return;
    }
    const job = answer.value.assignmentJob;
    show({
      view: 'running',
      services: before.services,
      job,
      watch: 'on',
      cancelling: false,
      problem: null,
      fresh: true,
    });
    await Promise.all([watch(), wait(freshMs).then(() => update({fresh: false}))]);
  }

  async function watch(): Promise<void> {
    const mine = ++watching;
    const isOver = () => stopped || mine !== watching || state.view !== 'running';
    update({watch: 'on', problem: null});
    let misses = 0;
    for (let look = 0; look < lookLimit; look++) {
      if (state.view !== 'running') return;
      const {job} = state;
      if (job.status === 'done' || job.status === 'cancelled') {
        update({watch: 'off', cancelling: false});
        return;
      }
      await wait(look < 10 ? 1000 : 2000);
      if (isOver()) return;
      const answer = await api.read(job.id);
      if (isOver()) return;
      misses = answer.ok ? 0 : misses + 1;
      if (answer.ok) update({job: answer.value.assignmentJob});
      else if (misses >= missLimit || !answer.problem.retryable) {
        update({watch: 'paused', problem: answer.problem});
        return;
      }
    }
    update({watch: 'paused'});
  }

  async function cancel(): Promise<void> {
    if (state.view !== 'running' || state.cancelling || state.fresh) return;
    update({cancelling: true, problem: null});
    const answer: Awaited<JobAnswer> = await api.cancel(state.job.id);
    if (!answer.ok) {
      update({cancelling: false, problem: answer.problem});
      return;
    }
    update({job: answer.value.assignmentJob});
    await watch();
  }

  return {
    state: () => state,
    load,
    choose: (change) => {
      if (state.view === 'choosing' && !state.busy) show({...state, ...change, problem: null});
    },
    start,
    watch,
    cancel,
    stop() {
      stopped = true;
    },
  };
}
