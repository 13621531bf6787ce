/** What each view of the modal gets. */
import type {Words} from '../../shared/words.ts';
import type {Session} from './session.ts';
import type {State} from './state.ts';

export interface ViewProps<View extends State['view']> {
  state: State & {view: View};
  session: Session;
  /** How many products are selected. */
  products: number;
  words: Words;
  close: () => void;
}
