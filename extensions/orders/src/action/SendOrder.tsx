/** The whole modal: one view for each state of the session. */
import {Component, type ComponentChildren} from 'preact';
import type {OrdersApi} from '../../../shared/api.ts';
import type {Words} from '../../../shared/words.ts';
import {Chooser} from './Chooser.tsx';
import {Nothing} from './Nothing.tsx';
import {Outcome} from './Outcome.tsx';
import {createSession, type Session} from './session.ts';
import type {State} from './state.ts';
import type {ViewProps} from './view.ts';

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
    const {words, close} = this.props;
    const {session} = this;
    const state = this.state.current;
    switch (state.view) {
      case 'loading':
        return <Loading words={words} close={close} />;
      case 'broken':
        return <Broken state={state} session={session} words={words} close={close} />;
      case 'nothing':
        return <Nothing state={state} session={session} words={words} close={close} />;
      case 'choosing':
        return <Chooser state={state} session={session} words={words} close={close} />;
      case 'following':
        return <Outcome state={state} session={session} words={words} close={close} />;
    }
  }
}

function Loading({words, close}: Pick<SendOrderProps, 'words' | 'close'>) {
  return (
    <s-admin-action heading={words.text('heading')} loading>
      <s-spinner accessibilityLabel={words.text('loading')} />
      <s-button slot="primary-action" variant="primary" disabled>
        {words.text('send.nothing')}
      </s-button>
      <s-button slot="secondary-actions" onClick={close}>
        {words.text('actions.cancel')}
      </s-button>
    </s-admin-action>
  );
}

function Broken({state, session, words, close}: ViewProps<'broken'>) {
  return (
    <s-admin-action heading={words.text('heading')}>
      <s-banner tone="critical" heading={words.text('loadFailed')}>
        {words.sentence(state.problem)}
      </s-banner>
      <s-button slot="primary-action" variant="primary" onClick={() => void session.load()}>
        {words.text('actions.retry')}
      </s-button>
      <s-button slot="secondary-actions" onClick={close}>
        {words.text('actions.close')}
      </s-button>
    </s-admin-action>
  );
}
