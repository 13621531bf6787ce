/** The whole modal: one view for each state of the session. */
import {Component, type ComponentChildren} from 'preact';
import type {Words} from '../../shared/words.ts';
import type {AssignManyApi} from './api.ts';
import {Chooser} from './Chooser.tsx';
import {Progress} from './Progress.tsx';
import {createSession, productLimit, type Session} from './session.ts';
import type {State} from './state.ts';

export interface AssignProductsProps {
  /** Shopify's gids. */
  productIds: string[];
  api: AssignManyApi;
  words: Words;
  close: () => void;
}

export class AssignProducts extends Component<AssignProductsProps, {current: State}> {
  private readonly session: Session;

  constructor(props: AssignProductsProps) {
    super(props);
    const {productIds, api} = props;
    this.session = createSession({productIds, api, changed: (current) => this.setState({current})});
    this.state = {current: this.session.state()};
  }

  override componentDidMount(): void {
    void this.session.load();
  }

  override componentWillUnmount(): void {
    this.session.stop();
  }

  override render(): ComponentChildren {
    const {words, close, productIds} = this.props;
    const {session} = this;
    const shared = {session, words, close, products: new Set(productIds).size};
    const state = this.state.current;
    switch (state.view) {
      case 'choosing':
        return <Chooser state={state} {...shared} />;
      case 'running':
        return <Progress state={state} {...shared} />;
      case 'loading':
        return (
          <s-admin-action heading={words.text('heading')} loading>
            <s-spinner accessibilityLabel={words.text('loading')} />
            <s-button slot="primary-action" variant="primary" disabled>
              {words.count('actions.assign', shared.products)}
            </s-button>
            <s-button slot="secondary-actions" onClick={close}>
              {words.text('actions.cancel')}
            </s-button>
          </s-admin-action>
        );
      case 'broken':
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
      case 'noServices':
        return this.notice('info', 'empty.heading', words.text('empty.details'));
      case 'tooMany': {
        const numbers = {selected: words.number(state.selected), limit: words.number(productLimit)};
        return this.notice('warning', 'tooMany.heading', words.text('tooMany.details', numbers));
      }
    }
  }

  private notice(tone: 'info' | 'warning', heading: string, details: string): ComponentChildren {
    const {words, close} = this.props;
    return (
      <s-admin-action heading={words.text('heading')}>
        <s-banner tone={tone} heading={words.text(heading)}>
          {details}
        </s-banner>
        <s-button slot="primary-action" variant="primary" onClick={close}>
          {words.text('actions.close')}
        </s-button>
      </s-admin-action>
    );
  }
}
