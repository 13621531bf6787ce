/** The block on the order page: per service what is to ship, where each request stands, and what can be done about it. */
import {Component, type ComponentChildren} from 'preact';
import type {FulfillmentRequest, OrderFulfillment} from '../../../../core/wire.ts';
import type {OrdersApi} from '../../../shared/api.ts';
import {needsAttention} from '../../../shared/progress.ts';
import {canSend, itemsOf, type ServiceItems} from '../../../shared/selection.ts';
import type {Words} from '../../../shared/words.ts';
import {ServiceCard} from './ServiceCard.tsx';
import {createSession, type Session} from './session.ts';
import type {Shown, State} from './state.ts';

export interface OrderBlockProps {
  /** Shopify's gid. */
  orderId: string;
  api: OrdersApi;
  words: Words;
  /** Opens the action that sends items. */
  openSend: () => void;
}

export class OrderBlock extends Component<OrderBlockProps, {current: State}> {
  private readonly session: Session;

  constructor(props: OrderBlockProps) {
    super(props);
    const {orderId, api, openSend} = props;
    this.session = createSession({orderId, api, openSend, changed: (current) => this.setState({current})});
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
    const {current} = this.state;
    const summary = current.view === 'shown' ? words.text(`block.summary.${summaryOf(current.order)}`) : '';
    return (
      <s-admin-block heading={words.text('block.heading')} collapsedSummary={summary}>
        {bodyOf(current, this.session, words)}
      </s-admin-block>
    );
  }
}

function bodyOf(state: State, session: Session, words: Words): ComponentChildren {
  switch (state.view) {
    case 'loading':
      return (
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-spinner accessibilityLabel={words.text('loading')} />
          <s-text color="subdued">{words.text('loading')}</s-text>
        </s-stack>
      );
    case 'broken':
      return (
        <s-banner tone="critical" heading={words.text('loadFailed')}>
          <s-paragraph>{words.sentence(state.problem)}</s-paragraph>
          <s-button onClick={() => void session.load()}>{words.text('actions.retry')}</s-button>
        </s-banner>
      );
    case 'shown':
      return <Overview state={state} session={session} words={words} />;
  }
}

interface OverviewProps {
  state: Shown;
  session: Session;
  words: Words;
}

function Overview({state, session, words}: OverviewProps) {
  const {order, watch, refreshing, stale} = state;
  const sections = sectionsOf(order);
  if (sections.length === 0) return <s-text color="subdued">{words.text('block.nothing')}</s-text>;
  return (
    <s-stack gap="base">
      {sections.map((section) => (
        <ServiceCard key={section.serviceId} {...section} state={state} session={session} words={words} />
      ))}
      <s-stack gap="none">
        <s-box accessibilityRole="status">
          {stale && (
            <s-box paddingBlockEnd="base">
              <s-banner tone="warning" heading={words.text('block.stale')}>
                {words.sentence(stale)}
              </s-banner>
            </s-box>
          )}
        </s-box>
        <s-stack direction="inline" gap="small-200" alignItems="center">
          {canSend(order) && (
            <s-button variant="primary" onClick={() => void session.send()}>
              {words.text('block.send')}
            </s-button>
          )}
          <s-button variant="secondary" loading={refreshing} onClick={() => void session.load()}>
            {words.text('block.refresh')}
          </s-button>
          {watch !== 'off' && (
            <s-text color="subdued">{words.text(watch === 'on' ? 'block.watching' : 'block.paused')}</s-text>
          )}
        </s-stack>
      </s-stack>
    </s-stack>
  );
}

interface Section {
  serviceId: string;
  name: string;
  /** What can be sent and what waits; null where nothing of the order remains at it. */
  items: ServiceItems | null;
  requests: FulfillmentRequest[];
}

/** The services of the order: those that have items of it, and those that had. */
function sectionsOf(order: OrderFulfillment): Section[] {
  const sections = new Map<string, Section>();
  for (const items of itemsOf(order).services) {
    const {serviceId, name} = items;
    sections.set(serviceId, {serviceId, name, items, requests: []});
  }
  for (const request of order.requests) {
    const {serviceId, serviceName} = request;
    const section = sections.get(serviceId) ?? {serviceId, name: serviceName, items: null, requests: []};
    section.requests.push(request);
    sections.set(serviceId, section);
  }
  return [...sections.values()];
}

/** The block in a word, for when it is folded up. Shopify: a summary of more than 30 characters is cut. */
function summaryOf(order: OrderFulfillment): string {
  const {requests} = order;
  if (requests.some(needsAttention)) return 'attention';
  if (canSend(order)) return 'toSend';
  if (requests.some(({status}) => !['fulfilled', 'cancelled'].includes(status))) return 'underWay';
  return requests.some(({status}) => status === 'fulfilled') ? 'fulfilled' : 'nothing';
}
