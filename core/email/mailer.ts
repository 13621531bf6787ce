/** One message to one recipient, ready to send. */
export interface OutgoingMessage {
  /** Ours, at most 80 characters: request id, revision and recipient. Postmark keeps it as metadata; it is how an email is found again. */
  key: string;
  /** The RFC 5322 Message-ID, the same at every attempt. */
  messageIdHeader: string;
  to: string;
  /** Display name beside the app's own sender address. */
  fromName: string;
  replyTo: string | null;
  subject: string;
  html: string;
  text: string;
  tag: string;
}

/** What became of one message. Only `unknown` may have been sent without our knowing. */
export type SendOutcome =
  | {kind: 'accepted'; messageId: string}
  /** Refused for good: this payload or this recipient will never work as it is. */
  | {kind: 'refused'; code: 'email_recipient_inactive' | 'email_rejected'; detail: string}
  /** Surely not accepted; later it may be. */
  | {kind: 'retry'; afterMs: number; detail: string}
  /** The account cannot send at all: stop the queue, keep everything. */
  | {kind: 'account'; detail: string}
  | {kind: 'unknown'; detail: string};

export interface SendOptions {
  signal?: AbortSignal;
  /** Asked right before each call leaves the process, with no await between; false: it is not sent, and comes back as `retry`. */
  mayCall?: () => boolean;
}

export interface Mailer {
  /** Sends up to 500 messages in one call; outcomes in the same order. Never throws for what the provider or the network does. */
  send(messages: OutgoingMessage[], options?: SendOptions): Promise<SendOutcome[]>;
  /** Looks an email up by its key. null: not found (yet). @throws AppError `email_unavailable` if it cannot be
   * asked, `email_account_blocked` if it does not know this app. */
  find(key: string): Promise<{messageId: string; submittedAt: Date} | null>;
}
