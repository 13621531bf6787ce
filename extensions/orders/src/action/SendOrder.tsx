/** The whole window: one frame, and in it one view for each state of the session. */
import {Component, type ComponentChildren} from 'preact';
import type {OrdersApi} from '../../../shared/api.ts';
import type {Words} from '../../../shared/words.ts';
import {chooser} from './Chooser.tsx';
import {nothing} from './Nothing.tsx';
import {outcome} from './Outcome.tsx';
import {previews} from './Previews.tsx';
import {createSession, type Session} from './session.ts';
import type {State} from './state.ts';
import type {Frame, FrameButton, ViewProps} from './view.ts';

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
    const {heading, loading = false, notice, body, primary, secondary} = this.frame();
    return (
      <s-admin-action heading={heading} loading={loading}>
        <s-box accessibilityRole="status">
          {notice && (
            <s-box paddingBlockEnd="base">
              <s-banner tone={notice.tone} heading={notice.heading}>
                {notice.children}
              </s-banner>
            </s-box>
          )}
        </s-box>
        <s-stack gap="base">{body}</s-stack>
        <Button key="primary" slot="primary-action" variant="primary" {...primary} />
        {secondary.map((button, index) => (
          <Button key={`secondary-${index}`} slot="secondary-actions" variant="secondary" {...button} />
        ))}
      </s-admin-action>
    );
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

interface ButtonProps extends FrameButton {
  slot: 'primary-action' | 'secondary-actions';
  variant: 'primary' | 'secondary';
}

function Button({label, slot, variant, disabled = false, loading: busy = false, onClick}: ButtonProps) {
  return (
    <s-button slot={slot} variant={variant} disabled={disabled} loading={busy} onClick={onClick}>
      {label}
    </s-button>
  );
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
