/** The services: they read their mail and answer by its link, until the page says that it is saved. */
import {pause} from './staff.ts';
import type {InboxMessage} from '../../support/sandboxClient.ts';

/** What the run keeps of an accepted email. */
export interface SeenEmail {
  messageId: string;
  /** Request or notice, revision, number. */
  key: string;
  kind: 'request' | 'cancellation' | 'change';
  to: string;
  at: number;
  /** Whether it names an address that an order was given afterwards. */
  moved: boolean;
}

type Accepted = InboxMessage & {at: string; Tag: string};

const kindOf = ({Tag}: Accepted): SeenEmail['kind'] =>
  Tag === 'fulfillment-cancellation' ? 'cancellation' : Tag === 'fulfillment-change' ? 'change' : 'request';

/** How long some think before they answer, in ms. */
const slowMs = 3000;
/** Whoever is told for so long that it is too late believes it: the request is cancelled by then. In ms. */
const patienceMs = 180_000;

const linkIn = /https?:\/\/[\w.:-]+\/r\/[\w-]+\.[\w-]+/;

export class Warehouse {
  readonly emails: SeenEmail[] = [];
  readonly #postmark: string;
  readonly #movedMarker: string;
  readonly #stop = new AbortController();
  readonly #answering = new Map<string, Promise<void>>();
  #reading: Promise<void> = Promise.resolve();

  /** @param movedMarker what addresses have in them that orders are given afterwards */
  constructor(postmark: string, movedMarker: string) {
    this.#postmark = postmark;
    this.#movedMarker = movedMarker;
  }

  /** Reads and answers until `close`. */
  open(): void {
    this.#reading = (async () => {
      while (!this.#stop.signal.aborted) {
        await this.look().catch(() => undefined);
        await pause(400, this.#stop.signal);
      }
    })();
  }

  /** Takes in what came since the last look. */
  async look(): Promise<void> {
    const response = await fetch(`${this.#postmark}/sandbox/messages?after=${this.emails.length}`);
    const messages = (await response.json()) as Accepted[];
    for (const message of messages) {
      const key = message.Metadata['message'] ?? '';
      const kind = kindOf(message);
      const moved = message.TextBody.includes(this.#movedMarker);
      this.emails.push({messageId: message.MessageID, key, kind, to: message.To, at: Date.parse(message.at), moved});
      if (kind !== 'request') continue;
      const link = linkIn.exec(message.TextBody)?.[0];
      if (!link) continue;
      const request = key.split('.')[0] ?? '';
      if (!message.To.endsWith('@confirm.example') || this.#answering.has(request)) continue;
      this.#answering.set(request, this.#answer(request, link));
    }
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#reading;
    await Promise.all(this.#answering.values());
  }

  /** One in ten declines; one in three sends the tracking number along, and another takes its time. */
  async #answer(request: string, link: string): Promise<void> {
    const chance = Number.parseInt(request.slice(-4), 16);
    const form =
      chance % 10 === 0
        ? {action: 'decline', reason: 'Out of stock'}
        : {action: 'confirm', ...(chance % 3 === 0 ? {number: `TRACK${chance}`} : {})};
    if (chance % 3 === 1) await pause(slowMs, this.#stop.signal);
    const until = performance.now() + patienceMs;
    while (!this.#stop.signal.aborted && performance.now() < until) {
      try {
        const response = await fetch(link, {
          method: 'POST',
          body: new URLSearchParams(form),
          redirect: 'manual',
          signal: AbortSignal.timeout(5000),
        });
        const where = response.headers.get('location') ?? '';
        await response.text();
        // "Too late": the app does not know yet that the email went out, or it is cancelled.
        if (response.status === 303 && !where.includes('notice=')) return;
      } catch {
        // Nobody there: later.
      }
      await pause(700, this.#stop.signal);
    }
  }
}
