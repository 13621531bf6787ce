/** What each view of the window gets, and what it puts into the window's frame. */
import type {ComponentChildren} from 'preact';
import type {Words} from '../../../shared/words.ts';
import type {Session} from './session.ts';
import type {State} from './state.ts';

export interface ViewProps<View extends State['view']> {
  state: State & {view: View};
  session: Session;
  words: Words;
  close: () => void;
}

export interface FrameButton {
  label: string;
  onClick: () => void;
  disabled?: boolean;
  loading?: boolean;
}

/** A view, in the parts of the frame. The frame's own elements stay the same from view to view: the button that was clicked keeps
 * the focus, and a screen reader hears what changes in the notice. */
export interface Frame {
  heading: string;
  loading?: boolean;
  notice?: {tone: 'info' | 'success' | 'critical'; heading: string; children?: ComponentChildren};
  body?: ComponentChildren;
  primary: FrameButton;
  secondary: FrameButton[];
}
