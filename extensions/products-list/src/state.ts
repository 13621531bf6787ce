/** What the products list's action shows, as one tagged union. */
import type {AssignmentJob, Service} from '../../../core/wire.ts';
import type {Problem} from '../../shared/call.ts';

export interface Choosing {
  view: 'choosing';
  /** Those that can be assigned to; at least one. */
  services: Service[];
  /** undefined: nothing is chosen yet; null: no service. */
  serviceId: string | null | undefined;
  keepElsewhere: boolean;
  moveStock: boolean;
  busy: boolean;
  problem: Problem | null;
}

export interface Running {
  view: 'running';
  services: Service[];
  job: AssignmentJob;
  /** `on`: looking again and again; `paused`: it takes long or cannot be read, the merchant may look again; `off`: it is over. */
  watch: 'on' | 'paused' | 'off';
  cancelling: boolean;
  /** Why the last look or the cancelling failed. */
  problem: Problem | null;
  /** In the first moment a double click must not reach the button that took the place of another. */
  fresh: boolean;
}

export type State =
  | {view: 'tooMany'; selected: number}
  | {view: 'loading'}
  | {view: 'broken'; problem: Problem}
  | {view: 'noServices'}
  | Choosing
  | Running;
