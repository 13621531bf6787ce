/** The services: they read their mail and answer by its link, until the page says that it is saved. */
import {pause} from './staff.ts';
import type {InboxMessage} from '../../support/sandboxClient.ts';

/** What the run keeps of an accepted email. */
export interface SeenEmail {
  messageId: string;
  /** Request, revision, number. */
  key: string;
  to: string;
  at: number;
}

type Accepted = InboxMessage & {at: string};

const linkIn = /https?:\/\/[\w.:-]+\/r\/[\w-]+\.[\w-]+/;

export class Warehouse {
  readonly emails: SeenEmail[] = [];
  readonly #postmark: string;
  readonly #stop = new AbortController();
  readonly #answering = new Map<string, Promise<void>>();
  #reading: Promise<void> = Promise.resolve();

  constructor(postmark: string) {
    this.#postmark = postmark;
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
      this.emails.push({messageId: message.MessageID, key, to: message.To, at: Date.parse(message.at)});
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

  /** One in ten declines; one in three sends the tracking number along. */
  async #answer(request: string, link: string): Promise<void> {
    const chance = Number.parseInt(request.slice(-4), 16);
    const form =
      chance % 10 === 0
        ? {action: 'decline', reason: 'Out of stock'}
        : {action: 'confirm', ...(chance % 3 === 0 ? {number: `TRACK${chance}`} : {})};
    while (!this.#stop.signal.aborted) {
      try {
        const response = await fetch(link, {
          method: 'POST',
          body: new URLSearchParams(form),
          redirect: 'manual',
          signal: AbortSignal.timeout(5000),
        });
        const where = response.headers.get('location') ?? '';
        await response.text();
        // "Too late": the app does not know yet that the email went out.
        if (response.status === 303 && !where.includes('notice=')) return;
      } catch {
        // Nobody there: later.
      }
      await pause(700, this.#stop.signal);
    }
  }
}
