/** Makes events happen: what they change at Postmark, and the webhooks that tell of them. */
import {bounceType} from '../api/bounce-types.ts';
import {SandboxError} from '../api/errors.ts';
import {
  recipients,
  type Bounce,
  type RecordType,
  type State,
  type StoredMessage,
  type Suppression,
  type Webhook,
} from '../state.ts';
import {eastern} from '../time.ts';
import {deliver, type Delivery} from './delivery.ts';
import {bouncePayload, clickPayload, deliveryPayload, openPayload, subscriptionPayload} from './payloads.ts';

/** One event to bring about; what is left out is as usual for its type. */
export interface EventInput {
  messageId: string;
  type: RecordType;
  /** Default: the first recipient. */
  recipient?: string | undefined;
  /** Of a Bounce. Default HardBounce. */
  bounceType?: string | undefined;
  /** Of a Bounce: whether it takes the address out of use. Default: as its type does. */
  inactive?: boolean | undefined;
  canActivate?: boolean | undefined;
  /** What the recipient's server said. */
  details?: string | undefined;
  /** Of a Click. */
  link?: string | undefined;
  /** Of a SubscriptionChange. Default true. */
  suppressSending?: boolean | undefined;
  origin?: Suppression['Origin'] | undefined;
  suppressionReason?: Suppression['SuppressionReason'] | undefined;
  /** Further copies of the same call, with the same trace id. Default 0. */
  duplicates?: number | undefined;
  /** Fields of the payload to send otherwise than usual, by Postmark's names. */
  overrides?: Record<string, unknown> | undefined;
}

/** What to tell one webhook; null: nothing. */
type Payload = {RecordType: RecordType};
type PayloadFor = Payload | ((webhook: Webhook) => Payload | null);

export class EventPoster {
  readonly #state: State;
  readonly #stop = new AbortController();
  /** Every webhook call so far, oldest first. */
  readonly deliveries: Delivery[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  /** Ends all pending repeats. */
  close(): void {
    this.#stop.abort();
  }

  /** Brings an event about after `ms`. */
  later(ms: number, input: EventInput): void {
    const timer = setTimeout(() => void this.happen(input), ms);
    this.#stop.signal.addEventListener('abort', () => clearTimeout(timer), {once: true});
  }

  /** Brings an event about and resolves after the first try of each webhook call.
   * @throws SandboxError 404 for an unknown message, 422 for what Postmark would never send. */
  async happen(input: EventInput): Promise<Delivery[]> {
    const message = this.#state.message(input.messageId);
    if (!message) throw new SandboxError(404, `No message has the id ${input.messageId}.`);
    const known = recipients(message).map((recipient) => recipient.Email);
    const recipient = input.recipient ?? known[0]!;
    if (!known.includes(recipient)) throw new SandboxError(422, `The message has no recipient ${recipient}.`);
    const at = new Date();
    switch (input.type) {
      case 'Delivery':
        return this.#delivered(message, recipient, input, at);
      case 'Bounce':
      case 'SpamComplaint':
        return this.#bounced(message, recipient, input, at);
      case 'Open':
        return this.#opened(message, recipient, input, at);
      case 'Click':
        return this.#clicked(message, recipient, input, at);
      case 'SubscriptionChange':
        return this.#changed(message, recipient, input, at);
    }
  }

  /** A suppression made or lifted without a message. */
  subscriptionChange(
    stream: string,
    recipient: string,
    {suppress, origin}: {suppress: boolean; origin: Suppression['Origin']},
  ): void {
    const reason = suppress ? 'ManualSuppression' : null;
    const payload = subscriptionPayload({stream, recipient, message: null, suppress, origin, reason, at: new Date()});
    void this.#call(stream, payload);
  }

  #delivered(message: StoredMessage, recipient: string, input: EventInput, at: Date): Promise<Delivery[]> {
    const details = input.details ?? '250 2.0.0 OK - sandbox';
    message.events.push({
      Recipient: recipient,
      Type: 'Delivered',
      ReceivedAt: eastern(at),
      Details: {DeliveryMessage: details, DestinationServer: 'sandbox', DestinationIP: '127.0.0.1'},
    });
    return this.#call(message.MessageStream, deliveryPayload(message, recipient, details, at), input);
  }

  async #bounced(message: StoredMessage, email: string, input: EventInput, at: Date): Promise<Delivery[]> {
    const name = input.type === 'SpamComplaint' ? 'SpamComplaint' : (input.bounceType ?? 'HardBounce');
    const type = bounceType(name);
    if (!type) throw new SandboxError(422, `'${name}' is not a bounce type.`);
    const complaint = type.type === 'SpamComplaint';
    const bounce: Bounce = {
      ID: this.#state.nextId(),
      type,
      message,
      Email: email,
      Details: input.details ?? `smtp;550 5.1.1 ${type.name} - sandbox`,
      at,
      Inactive: complaint || (input.inactive ?? type.inactive),
      CanActivate: !complaint && (input.canActivate ?? true),
    };
    this.#state.bounces.push(bounce);
    message.events.push({
      Recipient: email,
      Type: type.type === 'Transient' ? 'Transient' : 'Bounced',
      ReceivedAt: eastern(at),
      Details:
        type.type === 'Transient'
          ? {DeliveryMessage: bounce.Details, DestinationServer: 'sandbox', DestinationIP: '127.0.0.1'}
          : {Summary: bounce.Details, BounceID: bounce.ID},
    });
    const payload = (webhook: Webhook) =>
      bouncePayload(bounce, {
        content: webhook.Triggers[complaint ? 'SpamComplaint' : 'Bounce'].IncludeContent === true,
      });
    const calls = [this.#call(message.MessageStream, payload, input)];
    if (bounce.Inactive) {
      const reason = complaint
        ? 'SpamComplaint'
        : type.type === 'ManuallyDeactivated'
          ? 'ManualSuppression'
          : 'HardBounce';
      calls.push(this.#suppress(message, email, {origin: 'Recipient', reason}, at));
    }
    return (await Promise.all(calls)).flat();
  }

  #suppress(
    message: StoredMessage,
    email: string,
    {origin, reason}: {origin: Suppression['Origin']; reason: Suppression['SuppressionReason']},
    at: Date,
    input?: EventInput,
  ): Promise<Delivery[]> {
    const stream = message.MessageStream;
    this.#state.stream(stream)?.suppressions.set(email.toLowerCase(), {
      EmailAddress: email,
      SuppressionReason: reason,
      Origin: origin,
      CreatedAt: at,
    });
    const payload = subscriptionPayload({stream, recipient: email, message, suppress: true, origin, reason, at});
    return this.#call(stream, payload, input);
  }

  #opened(message: StoredMessage, recipient: string, input: EventInput, at: Date): Promise<Delivery[]> {
    if (!message.TrackOpens)
      throw new SandboxError(422, 'Postmark does not track opens of a message sent without TrackOpens.');
    const first = !message.events.some((event) => event.Type === 'Opened' && event.Recipient === recipient);
    message.events.push({
      Recipient: recipient,
      Type: 'Opened',
      ReceivedAt: eastern(at),
      Details: {Summary: 'Email opened with Chrome 140.0.7339.80'},
    });
    const payload = (webhook: Webhook) =>
      webhook.Triggers.Open.PostFirstOpenOnly && !first ? null : openPayload(message, recipient, first, at);
    return this.#call(message.MessageStream, payload, input);
  }

  #clicked(message: StoredMessage, recipient: string, input: EventInput, at: Date): Promise<Delivery[]> {
    if (message.TrackLinks === 'None')
      throw new SandboxError(422, 'Postmark does not track links of a message sent with TrackLinks None.');
    if (!input.link) throw new SandboxError(422, 'A Click needs the link that was clicked.');
    message.events.push({
      Recipient: recipient,
      Type: 'LinkClicked',
      ReceivedAt: eastern(at),
      Details: {Summary: 'Link clicked', Link: input.link, ClickLocation: 'HTML'},
    });
    return this.#call(message.MessageStream, clickPayload(message, recipient, input.link, at), input);
  }

  #changed(message: StoredMessage, recipient: string, input: EventInput, at: Date): Promise<Delivery[]> {
    const suppress = input.suppressSending ?? true;
    const origin = input.origin ?? 'Recipient';
    message.events.push({
      Recipient: recipient,
      Type: 'SubscriptionChanged',
      ReceivedAt: eastern(at),
      Details: {Origin: origin, SuppressSending: suppress ? 'True' : 'False'},
    });
    const reason = input.suppressionReason ?? 'ManualSuppression';
    if (suppress) return this.#suppress(message, recipient, {origin, reason}, at, input);
    const stream = message.MessageStream;
    this.#state.stream(stream)?.suppressions.delete(recipient.toLowerCase());
    const payload = subscriptionPayload({stream, recipient, message: null, suppress, origin, reason: null, at});
    return this.#call(stream, payload, input);
  }

  /** Calls every webhook of the stream whose trigger is on. */
  async #call(stream: string, payload: PayloadFor, input?: EventInput): Promise<Delivery[]> {
    const options = {retryMs: this.#state.settings.webhookRetryMs, stop: this.#stop.signal};
    const told = this.#state.settings.webhooks ? this.#state.webhooks : [];
    const started = told.flatMap((webhook) => {
      const body = typeof payload === 'function' ? payload(webhook) : payload;
      if (!body || webhook.MessageStream !== stream || !webhook.Triggers[body.RecordType].Enabled) return [];
      const whole = {...body, ...input?.overrides};
      const one = deliver(webhook, whole, options);
      const copies = Array.from({length: input?.duplicates ?? 0}, () =>
        deliver(webhook, whole, {...options, traceId: one.delivery.traceId}),
      );
      return [one, ...copies];
    });
    this.deliveries.push(...started.map((one) => one.delivery));
    await Promise.all(started.map((one) => one.first));
    return started.map((one) => one.delivery);
  }
}
