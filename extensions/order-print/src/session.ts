/** One opened print window: which slips there are, which are chosen, and the link to those. */
import type {Problem} from '../../shared/call.ts';
import type {Slip, SlipsApi} from './api.ts';

export interface Choosing {
  view: 'choosing';
  slips: Slip[];
  chosen: ReadonlySet<string>;
  /** Absent while it is made, where nothing is chosen, and after a problem. */
  url: string | null;
  problem: Problem | null;
}

export type State = {view: 'loading'} | {view: 'broken'; problem: Problem} | {view: 'empty'} | Choosing;

export interface Session {
  state: () => State;
  load: () => Promise<void>;
  choose: (serviceId: string, chosen: boolean) => Promise<void>;
  /** Makes the link once more, as after a problem. */
  renew: () => Promise<void>;
  stop: () => void;
}

/** The app's links last ten minutes: in a window that stays open longer they are made anew before. */
const renewMs = 8 * 60_000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Starts in `loading`; call `load` next. */
export function createSession(
  orderId: string,
  api: SlipsApi,
  changed: (state: State) => void,
  wait: (ms: number) => Promise<void> = sleep,
): Session {
  let state: State = {view: 'loading'};
  let stopped = false;
  /** Which link is the one that counts: the answer to an earlier choice must not replace that to a later one. */
  let linking = 0;

  function show(next: State): void {
    if (stopped) return;
    state = next;
    changed(state);
  }

  async function load(): Promise<void> {
    show({view: 'loading'});
    const answer = await api.list(orderId);
    if (!answer.ok) {
      show({view: 'broken', problem: answer.problem});
      return;
    }
    const {slips} = answer.value;
    if (slips.length === 0) {
      show({view: 'empty'});
      return;
    }
    await link({
      view: 'choosing',
      slips,
      chosen: new Set(slips.map(({serviceId}) => serviceId)),
      url: null,
      problem: null,
    });
  }

  /** @param shown what is shown until the answer is there */
  async function link(from: Choosing, shown: string | null = null): Promise<void> {
    const mine = ++linking;
    show({...from, url: shown, problem: null});
    if (from.chosen.size === 0) return;
    const answer = await api.link(orderId, [...from.chosen]);
    if (mine !== linking) return;
    if (!answer.ok) {
      show({...from, url: null, problem: answer.problem});
      return;
    }
    const {url} = answer.value;
    show({...from, url, problem: null});
    void renewLater(mine, from, url);
  }

  async function renewLater(mine: number, from: Choosing, url: string): Promise<void> {
    await wait(renewMs);
    if (mine === linking && !stopped) await link(from, url);
  }

  return {
    state: () => state,
    load,
    choose: async (serviceId, isChosen) => {
      if (state.view !== 'choosing') return;
      // In the order of the slips, whatever was clicked first.
      const chosen = state.slips
        .map((slip) => slip.serviceId)
        .filter((id) => (id === serviceId ? isChosen : state.view === 'choosing' && state.chosen.has(id)));
      await link({...state, chosen: new Set(chosen)});
    },
    renew: async () => {
      if (state.view === 'choosing') await link(state);
    },
    stop() {
      stopped = true;
    },
  };
}
