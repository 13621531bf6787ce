/** One service of an order: what is to be sent to it, what waits and why, and its requests. */
import {Component, Fragment, type ComponentChildren} from 'preact';
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {nameOf} from '../../../shared/items.ts';
import {needsAttention, waysOut} from '../../../shared/progress.ts';
import type {HeldItem, ServiceItems} from '../../../shared/selection.ts';
import type {Words} from '../../../shared/words.ts';
import {AppLink} from '../parts/Notes.tsx';
import {RequestCard} from './RequestCard.tsx';
import type {Session} from './session.ts';
import type {Shown} from './state.ts';

export interface ServiceCardProps {
  name: string;
  items: ServiceItems | null;
  /** Newest first. */
  requests: FulfillmentRequest[];
  state: Shown;
  session: Session;
  words: Words;
}

/** So many requests are shown at first; the older ones too where a person has to look at them. */
const shownAtFirst = 3;

export class ServiceCard extends Component<ServiceCardProps, {all: boolean}> {
  override state = {all: false};

  override render(): ComponentChildren {
    const {name, items, requests, state, session, words} = this.props;
    const {all} = this.state;
    const shown = requests.filter((one, index) => all || index < shownAtFirst || needsAttention(one));
    const hidden = requests.length - shown.length;
    const waiting = waitingOf(items);
    const hasItems = waiting.length > 0 || (items?.lines.length ?? 0) > 0;
    return (
      <s-box border="base" borderRadius="base" padding="base">
        <s-stack gap="base">
          <s-stack gap="small-200">
            <s-heading>{name}</s-heading>
            {items && hasItems && <Items items={items} waiting={waiting} words={words} />}
          </s-stack>
          {shown.map((request, index) => (
            <Fragment key={request.id}>
              {(index > 0 || hasItems) && <s-divider />}
              <RequestCard request={request} state={state} session={session} words={words} />
            </Fragment>
          ))}
          {hidden > 0 && (
            <s-button variant="tertiary" onClick={() => this.setState({all: true})}>
              {words.count('block.earlier', hidden)}
            </s-button>
          )}
        </s-stack>
      </s-box>
    );
  }
}

type Waiting = HeldItem & {why: {kind: 'blocked'}};

/** What waits for another reason than a request of ours, which is shown for itself. */
function waitingOf(items: ServiceItems | null): Waiting[] {
  return (items?.held ?? []).flatMap(({line, why}) => (why.kind === 'blocked' ? [{line, why}] : []));
}

interface ItemsProps {
  items: ServiceItems;
  waiting: Waiting[];
  words: Words;
}

function Items({items: {serviceId, lines}, waiting, words}: ItemsProps) {
  return (
    <>
      {lines.length > 0 && (
        <s-stack gap="none">
          <s-text type="strong">{words.text('block.toSend')}</s-text>
          {lines.map((line) => (
            <s-text key={line.id}>{itemOf(line, line.requestable, words)}</s-text>
          ))}
        </s-stack>
      )}
      {waiting.map(({line, why}) => (
        <s-stack key={line.id} gap="none">
          <s-text color="subdued">{itemOf(line, line.remaining, words)}</s-text>
          <s-text color="subdued">{words.sentence(why)}</s-text>
        </s-stack>
      ))}
      {waiting.some(({why}) => waysOut[why.code] === 'service') && (
        <s-stack direction="inline">
          <AppLink wayOut="service" serviceId={serviceId} words={words} />
        </s-stack>
      )}
    </>
  );
}

function itemOf(line: HeldItem['line'], quantity: number, words: Words): string {
  return words.text('held.item', {item: nameOf(line), number: words.number(quantity)});
}
