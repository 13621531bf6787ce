/** The whole window: one frame, and in it one view for each state of the session. */
import {Component, type ComponentChildren} from 'preact';
import {ActionFrame, type Frame} from '../../shared/ActionFrame.tsx';
import type {Words} from '../../shared/words.ts';
import {handover, progress} from './After.tsx';
import type {ManyOrdersApi} from './api.ts';
import {check, summary, tooMany} from './Before.tsx';
import {createSession, type Session} from './session.ts';
import type {State} from './state.ts';

export interface SendOrdersProps {
  /** Shopify's gids. */
  orderIds: string[];
  api: ManyOrdersApi;
  words: Words;
  close: () => void;
}

export class SendOrders extends Component<SendOrdersProps, {current: State}> {
  private readonly session: Session;

  constructor(props: SendOrdersProps) {
    super(props);
    const {orderIds, api} = props;
    this.session = createSession({orderIds, api, changed: (current) => this.setState({current})});
    this.state = {current: this.session.state()};
  }

  override componentDidMount(): void {
    void this.session.check();
  }

  override componentWillUnmount(): void {
    this.session.stop();
  }

  override render(): ComponentChildren {
    return <ActionFrame {...this.frame()} />;
  }

  private frame(): Frame {
    const {words, close} = this.props;
    const shared = {session: this.session, words, close};
    const state = this.state.current;
    switch (state.view) {
      case 'tooMany':
        return tooMany({state, ...shared});
      case 'checking':
        return check({state, ...shared});
      case 'ready':
        return summary({state, ...shared});
      case 'sending':
        return handover({state, ...shared});
      case 'following':
        return progress({state, ...shared});
    }
  }
}
