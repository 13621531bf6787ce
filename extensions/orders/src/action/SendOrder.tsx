/** The whole window: one frame, and in it one view for each state of the session. */
import {Component, type ComponentChildren} from 'preact';
import {ActionFrame} from '../../../shared/ActionFrame.tsx';
import type {OrdersApi} from '../../../shared/api.ts';
import type {Words} from '../../../shared/words.ts';
import {chooser} from './Chooser.tsx';
import {nothing} from './Nothing.tsx';
import {outcome} from './Outcome.tsx';
import {previews} from './Previews.tsx';
import {createSession, type Session} from './session.ts';
import type {State} from './state.ts';
import type {Frame, ViewProps} from './view.ts';

export interface SendOrderProps {
  /** Shopify's gid. */
  orderId: string;
  api: OrdersApi;
  words: Words;
  close: () => void;
}

export class SendOrder extends Component<SendOrderProps, {current: State}> {
  private readonly session: Session;

  constructor(props: SendOrderProps) {
    super(props);
    this.session = createSession({
      orderId: props.orderId,
      api: props.api,
      changed: (current) => this.setState({current}),
    });
    this.state = {current: this.session.state()};
  }

  override componentDidMount(): void {
    void this.session.load();
  }

  override componentWillUnmount(): void {
    this.session.stop();
  }

  override render(): ComponentChildren {
    return <ActionFrame {...this.frame()} />;
  }

  private frame(): Frame {
    const {words, close} = this.props;
    const {session} = this;
    const state = this.state.current;
    switch (state.view) {
      case 'loading':
        return loadingFrame(words, close);
      case 'broken':
        return brokenFrame({state, session, words, close});
      case 'nothing':
        return nothing({state, session, words, close});
      case 'choosing':
        return state.previews
          ? previews({state, session, words, close}, state.previews)
          : chooser({state, session, words, close});
      case 'following':
        return outcome({state, session, words, close});
    }
  }
}

function loadingFrame(words: Words, close: () => void): Frame {
  return {
    heading: words.text('heading'),
    loading: true,
    body: <s-spinner accessibilityLabel={words.text('loading')} />,
    primary: {label: words.text('send.nothing'), disabled: true, onClick: () => {}},
    secondary: [{label: words.text('actions.cancel'), onClick: close}],
  };
}

function brokenFrame({state, session, words, close}: ViewProps<'broken'>): Frame {
  return {
    heading: words.text('heading'),
    notice: {tone: 'critical', heading: words.text('loadFailed'), children: words.sentence(state.problem)},
    primary: {label: words.text('actions.retry'), onClick: () => void session.load()},
    secondary: [{label: words.text('actions.close'), onClick: close}],
  };
}
