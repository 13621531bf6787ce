/** What the orders list's action shows, as one tagged union. */
import type {FulfillmentRequest, ManyRequestsAnswer} from '../../../core/wire.ts';
import type {Problem} from '../../shared/call.ts';

/** Asking what a send would do, some orders at a time; with a problem it stands still. */
export interface Checking {
  view: 'checking';
  done: number;
  total: number;
  problem: Problem | null;
}

/** The summary before; with nothing accepted there is nothing to send. */
export interface Ready {
  view: 'ready';
  summary: ManyRequestsAnswer;
  notifyCustomer: boolean;
}

/** Handing over, some orders at a time; with a problem it stands still. */
export interface Sending {
  view: 'sending';
  notifyCustomer: boolean;
  /** What was handed over so far. */
  sent: ManyRequestsAnswer;
  done: number;
  total: number;
  problem: Problem | null;
}

export interface Following {
  view: 'following';
  sent: ManyRequestsAnswer;
  /** null before they were read for the first time. */
  requests: FulfillmentRequest[] | null;
  /** `on`: looking again and again; `paused`: it takes long, the merchant may look again; `off`: nothing more to come. */
  watch: 'on' | 'paused' | 'off';
  /** Why they could not be read at first. */
  problem: Problem | null;
  /** In the first moment: the button that closes is where the one that sends was, and a double click must not reach it. */
  fresh: boolean;
}

export type State = {view: 'tooMany'; selected: number} | Checking | Ready | Sending | Following;
