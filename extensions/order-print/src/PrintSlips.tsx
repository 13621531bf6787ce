/** The print window: a box for each service, and the slips of the chosen ones as the host's preview. */
import {Component, type ComponentChildren} from 'preact';
import type {Problem} from '../../shared/call.ts';
import type {Words} from '../../shared/words.ts';
import type {SlipsApi} from './api.ts';
import {createSession, type Choosing, type Session, type State} from './session.ts';

export interface PrintSlipsProps {
  /** Shopify's gid. */
  orderId: string;
  api: SlipsApi;
  words: Words;
}

export class PrintSlips extends Component<PrintSlipsProps, {current: State}> {
  private readonly session: Session;

  constructor(props: PrintSlipsProps) {
    super(props);
    const {orderId, api} = props;
    this.session = createSession(orderId, api, (current) => this.setState({current}));
    this.state = {current: this.session.state()};
  }

  override componentDidMount(): void {
    void this.session.load();
  }

  override componentWillUnmount(): void {
    this.session.stop();
  }

  override render(): ComponentChildren {
    const {words} = this.props;
    const state = this.state.current;
    // Shopify: without src the host shows its own empty preview and its print button is off.
    switch (state.view) {
      case 'loading':
        return (
          <s-admin-print-action>
            <s-spinner accessibilityLabel={words.text('loading')} />
          </s-admin-print-action>
        );
      case 'broken':
        return (
          <s-admin-print-action>
            <Trouble
              heading={words.text('loadFailed')}
              problem={state.problem}
              words={words}
              onRetry={() => void this.session.load()}
            />
          </s-admin-print-action>
        );
      case 'empty':
        return (
          <s-admin-print-action>
            <s-banner tone="info" heading={words.text('empty.heading')}>
              {words.text('empty.details')}
            </s-banner>
          </s-admin-print-action>
        );
      case 'choosing':
        return <Choice state={state} session={this.session} words={words} />;
    }
  }
}

function Choice({state, session, words}: {state: Choosing; session: Session; words: Words}) {
  const {slips, chosen, url, problem} = state;
  return (
    <s-admin-print-action {...(url !== null && {src: url})}>
      <s-stack gap="base">
        {problem && (
          <Trouble
            heading={words.text('linkFailed')}
            problem={problem}
            words={words}
            onRetry={() => void session.renew()}
          />
        )}
        <s-section heading={words.text('choose')}>
          <s-stack gap="small-200">
            {slips.map(({serviceId, serviceName}) => (
              <s-checkbox
                key={serviceId}
                label={serviceName}
                checked={chosen.has(serviceId)}
                onChange={(event) => void session.choose(serviceId, event.currentTarget.checked)}
              />
            ))}
          </s-stack>
        </s-section>
        {chosen.size === 0 && <s-text color="subdued">{words.text('nothingChosen')}</s-text>}
      </s-stack>
    </s-admin-print-action>
  );
}

interface TroubleProps {
  heading: string;
  problem: Problem;
  words: Words;
  onRetry: () => void;
}

function Trouble({heading, problem, words, onRetry}: TroubleProps) {
  return (
    <s-banner tone="critical" heading={heading}>
      <s-paragraph>{words.sentence(problem)}</s-paragraph>
      <s-button onClick={onRetry}>{words.text('retry')}</s-button>
    </s-banner>
  );
}
