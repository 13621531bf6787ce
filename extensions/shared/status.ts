/** Where fulfillment requests stand, and how long to watch them. */
import type {FulfillmentRequest, RequestStatus} from '../../core/wire.ts';
import type {Result} from './api.ts';

export type Tone = 'info' | 'success' | 'warning' | 'critical' | 'neutral';

/** How a status looks. */
export const tones: Record<RequestStatus, Tone> = {
  queued: 'info',
  sending: 'info',
  unknown: 'warning',
  sent: 'info',
  confirmed: 'info',
  fulfilled: 'success',
  declined: 'critical',
  failed: 'critical',
  cancelled: 'neutral',
};

/** How requests stand together, as one word. */
export type Standing = 'working' | 'sent' | 'done' | 'trouble';

const isOneOf =
  (...statuses: RequestStatus[]) =>
  ({status}: FulfillmentRequest) =>
    statuses.includes(status);
/** Waits until an address of its service takes mail again: a person has to see to that, and then it goes out by itself. */
export const isHeld = ({status, failure}: FulfillmentRequest) =>
  status === 'queued' && failure?.code === 'email_address_blocked';
const isUnsent = isOneOf('queued', 'sending', 'unknown');
const isMoving = (request: FulfillmentRequest) => isUnsent(request) && !isHeld(request);
const isSent = isOneOf('sent', 'confirmed');

/** How requests stand together: `trouble` once nothing is under way and one of them needs a person. */
export function standingOf(requests: FulfillmentRequest[]): Standing {
  if (requests.some(isMoving)) return 'working';
  if (requests.some((one) => isHeld(one) || isOneOf('failed', 'declined', 'cancelled')(one))) return 'trouble';
  return requests.some(isSent) ? 'sent' : 'done';
}

/** How many items a request asks for. */
export function unitsOf({lines}: FulfillmentRequest): number {
  return lines.reduce((sum, {quantity}) => sum + quantity, 0);
}

/** `settled`: nothing more is expected soon; `gave_up`: it takes longer than anyone should look at a modal. */
export type FollowEnd = 'settled' | 'gave_up' | 'stopped';

export interface FollowOptions {
  read: () => Promise<Result<{requests: FulfillmentRequest[]}>>;
  /** Resolves after so many milliseconds. */
  wait: (ms: number) => Promise<void>;
  changed: (requests: FulfillmentRequest[]) => void;
  stopped: () => boolean;
  /** How often to look; without it about 70 s in all. */
  limit?: number;
  /** How long to wait before each look, in ms. */
  pause?: (poll: number) => number;
}

/** Once every second, later every two: about 70 s in all. */
const pollLimit = 40;
const usualPause = (poll: number) => (poll < 10 ? 1000 : 2000);
/** A request that is sent is fulfilled a moment later, unless its service has to confirm first: look this often for it. */
const sentLimit = 8;

/** Reads the order again and again until its requests need no more watching. Failed reads are tried again. */
export async function follow(requests: FulfillmentRequest[], options: FollowOptions): Promise<FollowEnd> {
  const {read, wait, changed, stopped, limit = pollLimit, pause = usualPause} = options;
  let current = requests;
  let seenSent = 0;
  for (let poll = 0; poll < limit; poll++) {
    const moving = current.some(isMoving);
    if (!moving && !current.some(isSent)) return 'settled';
    seenSent = moving ? 0 : seenSent + 1;
    if (seenSent > sentLimit) return 'settled';
    await wait(pause(poll));
    if (stopped()) return 'stopped';
    const answer = await read();
    if (stopped()) return 'stopped';
    if (answer.ok) {
      const fresh = new Map(answer.value.requests.map((one) => [one.id, one]));
      current = current.map((one) => fresh.get(one.id) ?? one);
      changed(current);
    }
  }
  return 'gave_up';
}
