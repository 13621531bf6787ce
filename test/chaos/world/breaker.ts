/** Breaks what the plan says, when it says so, and mends it again. */
import {setTimeout as delay} from 'node:timers/promises';
import type {Breakage, Episode} from '../plan/episodes.ts';
import type {Fleet} from './fleet.ts';
import type {Wire} from './wire.ts';

export interface BreakerParts {
  fleet: Fleet;
  wire: Wire;
  shopify: string;
  postmark: string;
}

export class Breaker {
  readonly #parts: BreakerParts;
  readonly #active = new Set<Breakage>();
  #telling: Promise<void> = Promise.resolve();
  #away = 0;

  constructor(parts: BreakerParts) {
    this.#parts = parts;
  }

  /** Carries all episodes out. Resolves once all are over, and everything is whole again. */
  async run(episodes: readonly Episode[]): Promise<void> {
    await Promise.all(
      episodes.map(async ({atMs, forMs, what}) => {
        await delay(atMs);
        await this.#episode(what, forMs);
      }),
    );
    await this.mend();
  }

  async #episode(what: Breakage, forMs: number): Promise<void> {
    const {fleet, wire} = this.#parts;
    switch (what.kind) {
      case 'kill':
        fleet.kill(what.process, what.slot, forMs);
        return;
      case 'freeze': {
        const wake = fleet.freeze(what.process, what.slot);
        await delay(forMs);
        wake?.();
        return;
      }
      case 'database':
        this.#away++;
        wire.cut(what.way);
        await delay(forMs);
        if (--this.#away === 0) wire.mend();
        return;
      case 'shopify':
      case 'postmark':
      case 'account':
      case 'search':
        this.#active.add(what);
        await this.#tell();
        await delay(forMs);
        this.#active.delete(what);
        await this.#tell();
    }
  }

  /** Tells the peers what is broken at the moment; one after the other, so that the last word is the latest. */
  #tell(): Promise<void> {
    const before = this.#telling;
    this.#telling = (async () => {
      await before;
      const {shopify, postmark} = this.#parts;
      const active = [...this.#active];
      const lag = active.findLast((one) => one.kind === 'search');
      const of = (kind: 'shopify' | 'postmark') => active.flatMap((one) => (one.kind === kind ? [one.fault] : []));
      const refused = active.flatMap((one) => (one.kind === 'account' ? [refusals[one.way]] : []));
      await Promise.all([
        faults(shopify, of('shopify')),
        // The first of several is the one that is answered with.
        faults(postmark, [...refused, ...of('postmark')]),
        control('POST', `${postmark}/sandbox/settings`, {searchLagMs: lag?.lagMs ?? 300, autoDeliver: true}),
      ]);
    })();
    return this.#telling;
  }

  async mend(): Promise<void> {
    this.#active.clear();
    await this.#tell();
    this.#parts.wire.mend();
    await this.#parts.fleet.whole();
  }
}

/** What Postmark answers: at every call, or at every send. */
const refusals = {
  token: {kind: 'error', status: 401, errorCode: 10, message: 'The server token is wrong.', rate: 1},
  sending: {kind: 'account', operation: 'send', rate: 1},
};

async function faults(peer: string, list: readonly object[]): Promise<void> {
  await control('DELETE', `${peer}/sandbox/faults`);
  for (const fault of list) await control('POST', `${peer}/sandbox/faults`, fault);
}

async function control(method: string, url: string, body?: unknown): Promise<void> {
  const response = await fetch(url, {
    method,
    headers: {'content-type': 'application/json'},
    ...(body === undefined ? {} : {body: JSON.stringify(body)}),
  });
  if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`);
}
