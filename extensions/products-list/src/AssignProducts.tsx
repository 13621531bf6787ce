/** The whole window: one frame, and in it one view for each state of the session. */
import {Component, type ComponentChildren} from 'preact';
import {ActionFrame, type Frame} from '../../shared/ActionFrame.tsx';
import type {Words} from '../../shared/words.ts';
import type {AssignManyApi} from './api.ts';
import {chooser} from './Chooser.tsx';
import {progress} from './Progress.tsx';
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
    return <ActionFrame {...this.frame()} />;
  }

  private frame(): Frame {
    const {words, close, productIds} = this.props;
    const {session} = this;
    const shared = {session, words, close, products: new Set(productIds).size};
    const state = this.state.current;
    switch (state.view) {
      case 'choosing':
        return chooser({state, ...shared});
      case 'running':
        return progress({state, ...shared});
      case 'loading':
        return {
          heading: words.text('heading'),
          loading: true,
          body: <s-spinner accessibilityLabel={words.text('loading')} />,
          primary: {label: words.count('actions.assign', shared.products), disabled: true, onClick: () => {}},
          secondary: [{label: words.text('actions.cancel'), onClick: close}],
        };
      case 'broken':
        return {
          heading: words.text('heading'),
          notice: {tone: 'critical', heading: words.text('loadFailed'), children: words.sentence(state.problem)},
          primary: {label: words.text('actions.retry'), onClick: () => void session.load()},
          secondary: [{label: words.text('actions.close'), onClick: close}],
        };
      case 'noServices':
        return this.notice('info', 'empty.heading', words.text('empty.details'));
      case 'tooMany': {
        const numbers = {selected: words.number(state.selected), limit: words.number(productLimit)};
        return this.notice('warning', 'tooMany.heading', words.text('tooMany.details', numbers));
      }
    }
  }

  private notice(tone: 'info' | 'warning', heading: string, children: string): Frame {
    const {words, close} = this.props;
    return {
      heading: words.text('heading'),
      notice: {tone, heading: words.text(heading), children},
      primary: {label: words.text('actions.close'), onClick: close},
      secondary: [],
    };
  }
}
