/** What the stand-in remembers: one Postmark server, in memory. */
import {randomUUID} from 'node:crypto';
import type {Address} from './api/addresses.ts';
import type {BounceType} from './api/bounce-types.ts';

export interface MessageEvent {
  Recipient: string;
  Type: 'Delivered' | 'Transient' | 'Opened' | 'LinkClicked' | 'Bounced' | 'SubscriptionChanged';
  ReceivedAt: string;
  Details: Record<string, string | number>;
}

export interface StoredMessage {
  MessageID: string;
  MessageStream: string;
  /** When it was accepted. */
  at: Date;
  From: string;
  To: string;
  Cc: string;
  Bcc: string;
  ReplyTo: string;
  Subject: string;
  HtmlBody: string;
  TextBody: string;
  Tag: string;
  Headers: {Name: string; Value: string}[];
  Metadata: Record<string, string>;
  TrackOpens: boolean;
  TrackLinks: string;
  Attachments: {Name: string; ContentType: string; ContentID: string | null; ContentLength: number}[];
  /** The lists above, read. */
  addresses: {From: Address; To: Address[]; Cc: Address[]; Bcc: Address[]};
  events: MessageEvent[];
}

export interface Bounce {
  ID: number;
  type: BounceType;
  message: StoredMessage;
  Email: string;
  Details: string;
  at: Date;
  Inactive: boolean;
  CanActivate: boolean;
}

export interface Suppression {
  EmailAddress: string;
  SuppressionReason: 'HardBounce' | 'SpamComplaint' | 'ManualSuppression';
  Origin: 'Recipient' | 'Customer' | 'Admin';
  CreatedAt: Date;
}

export interface Stream {
  ID: string;
  Name: string;
  MessageStreamType: 'Transactional' | 'Inbound' | 'Broadcasts';
  suppressions: Map<string, Suppression>;
}

export const recordTypes = ['Open', 'Click', 'Delivery', 'Bounce', 'SpamComplaint', 'SubscriptionChange'] as const;
export type RecordType = (typeof recordTypes)[number];

export interface Webhook {
  ID: number;
  Url: string;
  MessageStream: string;
  HttpAuth: {Username: string; Password: string} | null;
  HttpHeaders: {Name: string; Value: string}[];
  Triggers: Record<RecordType, {Enabled: boolean; PostFirstOpenOnly?: boolean; IncludeContent?: boolean}>;
}

/** What `POST /sandbox/settings` changes. */
export interface Settings {
  /** How long an accepted message stays hidden from search and details. Postmark: not published; see reference/postmark.md §5. */
  searchLagMs: number | 'never';
  /** Whether a Delivery event follows each accepted message. */
  autoDeliver: boolean;
  /** Whether webhooks are called at all; false: what happens is told to nobody, for good. */
  webhooks: boolean;
  /** The pauses before each repeat of a webhook. */
  webhookRetryMs: number[];
  /** Addresses and domains that may stand in From; null: any. */
  senders: string[] | null;
}

export const serverId = 1;

export class State {
  readonly startedAt = new Date();
  readonly messages: StoredMessage[] = [];
  /** So many of them are not listed any more by the controls. */
  taken = 0;
  readonly bounces: Bounce[] = [];
  readonly streams: Stream[] = [
    {ID: 'outbound', Name: 'Default Transactional Stream', MessageStreamType: 'Transactional', suppressions: new Map()},
    {ID: 'inbound', Name: 'Default Inbound Stream', MessageStreamType: 'Inbound', suppressions: new Map()},
    {ID: 'broadcast', Name: 'Default Broadcast Stream', MessageStreamType: 'Broadcasts', suppressions: new Map()},
  ];
  readonly webhooks: Webhook[] = [];
  readonly settings: Settings;
  #nextId = 1000;

  constructor(settings: Settings) {
    this.settings = settings;
  }

  /** A number no other bounce or webhook has. */
  nextId(): number {
    return this.#nextId++;
  }

  newMessageId(): string {
    return randomUUID();
  }

  stream(id: string): Stream | undefined {
    return this.streams.find((stream) => stream.ID === id);
  }

  message(id: string): StoredMessage | undefined {
    return this.messages.find((message) => message.MessageID === id.toLowerCase());
  }

  /** Whether search and details show it yet. */
  isSearchable(message: StoredMessage): boolean {
    const lag = this.settings.searchLagMs;
    return lag !== 'never' && Date.now() - message.at.getTime() >= lag;
  }
}

/** Every recipient of a message, To first. */
export function recipients(message: StoredMessage): Address[] {
  return [...message.addresses.To, ...message.addresses.Cc, ...message.addresses.Bcc];
}
