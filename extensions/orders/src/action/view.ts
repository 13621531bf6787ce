/** What each view of the window gets, and what it puts into the window's frame. */
import type {Words} from '../../../shared/words.ts';
import type {Session} from './session.ts';
import type {State} from './state.ts';

export interface ViewProps<View extends State['view']> {
  state: State & {view: View};
  session: Session;
  words: Words;
  close: () => void;
}

export type {Frame, FrameButton} from '../../../shared/ActionFrame.tsx';
