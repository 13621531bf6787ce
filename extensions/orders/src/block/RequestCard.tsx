/** One request: its items, where it stands, what went wrong with its ways out, and its history. */
import {Component, type ComponentChildren} from 'preact';
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import type {RequestAction} from '../../../shared/api.ts';
import {wordOf} from '../../../shared/cancellation.ts';
import {itemsIn} from '../../../shared/items.ts';
import {progressOf, type WayOut} from '../../../shared/progress.ts';
import {unitsOf} from '../../../shared/status.ts';
import type {Words} from '../../../shared/words.ts';
import {AppLink, NoteText} from '../parts/Notes.tsx';
import {History} from './History.tsx';
import type {Session} from './session.ts';
import type {Shown} from './state.ts';

export interface RequestCardProps {
  request: FulfillmentRequest;
  state: Shown;
  session: Session;
  words: Words;
}

export class RequestCard extends Component<RequestCardProps, {history: boolean}> {
  override state = {history: false};

  override render(): ComponentChildren {
    const {request, state, session, words} = this.props;
    const {history} = this.state;
    const {badges, notes, actions, wayOut} = progressOf(request, words.number);
    const asking = state.asking?.requestId === request.id ? state.asking : null;
    return (
      <s-stack gap="small-200">
        <s-box accessibilityRole="status">
          <s-stack gap="small-400">
            <s-stack direction="inline" gap="small-200" alignItems="center">
              <s-text type="strong">{words.count('item.units', unitsOf(request))}</s-text>
              {badges.map(({key, tone}) => (
                <s-badge key={key} tone={tone}>
                  {words.text(key)}
                </s-badge>
              ))}
            </s-stack>
            <s-text color="subdued">{itemsIn(request, state.order, words).join(words.text('item.separator'))}</s-text>
            {notes.map((note, index) => (
              <NoteText key={index} note={note} words={words} />
            ))}
            <Tracking request={request} words={words} />
            <Result request={request} state={state} words={words} />
          </s-stack>
        </s-box>
        {asking ? (
          <Question action={asking.action} request={request} session={session} words={words} />
        ) : (
          <s-stack direction="inline" gap="small-200">
            {actions.map((action) => (
              <ActionButton
                key={action}
                action={action}
                request={request}
                state={state}
                session={session}
                words={words}
              />
            ))}
            {wayOut && <WayOutButton wayOut={wayOut} request={request} session={session} words={words} />}
            <s-button
              variant="tertiary"
              accessibilityLabel={named(words.text(history ? 'history.hide' : 'history.show'), request, words)}
              onClick={() => this.setState({history: !history})}
            >
              {words.text(history ? 'history.hide' : 'history.show')}
            </s-button>
          </s-stack>
        )}
        {history && <History entries={request.history} words={words} />}
      </s-stack>
    );
  }
}

/** A button's name where several look alike: what it does, and to which request. */
function named(label: string, request: FulfillmentRequest, words: Words): string {
  const {serviceName, createdAt} = request;
  const units = words.count('item.units', unitsOf(request));
  return words.text('block.named', {label, service: serviceName, units, date: words.date(createdAt)});
}

function Tracking({request: {trackingInfo}, words}: Pick<RequestCardProps, 'request' | 'words'>) {
  if (!trackingInfo) return null;
  const {number, company, url} = trackingInfo;
  const text = company
    ? words.text('progress.trackingWith', {number, company})
    : words.text('progress.tracking', {number});
  if (!url || !/^https?:/.test(url)) return <s-text>{text}</s-text>;
  return (
    <s-link href={url} target="_blank">
      {text}
    </s-link>
  );
}

/** What came of the merchant's last click on this request. */
function Result({request, state: {outcome}, words}: Pick<RequestCardProps, 'request' | 'state' | 'words'>) {
  if (outcome?.requestId !== request.id) return null;
  const {action, problem} = outcome;
  if (!problem) return <s-text tone="success">{words.text(`block.done.${wordOf(action, request)}`)}</s-text>;
  return (
    <s-banner tone="critical" heading={words.text(`block.refused.${action}`)}>
      {words.sentence(problem)}
    </s-banner>
  );
}

interface ActionButtonProps extends RequestCardProps {
  action: RequestAction;
}

function ActionButton({action, request, state: {busy}, session, words}: ActionButtonProps) {
  const mine = busy?.requestId === request.id && busy.action === action;
  const label = words.text(`block.act.${wordOf(action, request)}`);
  const isHarmless = action === 'retry' || action === 'dismiss';
  return (
    <s-button
      variant="secondary"
      tone={action === 'cancel' ? 'critical' : 'auto'}
      loading={mine}
      disabled={busy !== null && !mine}
      accessibilityLabel={named(label, request, words)}
      onClick={() =>
        void (isHarmless ? session.act({requestId: request.id, action}) : session.ask({requestId: request.id, action}))
      }
    >
      {label}
    </s-button>
  );
}

interface QuestionProps extends Pick<RequestCardProps, 'request' | 'session' | 'words'> {
  action: RequestAction;
}

/** Asks in place, before an email goes out again or a request is cancelled. */
function Question({action, request, session, words}: QuestionProps) {
  const word = wordOf(action, request);
  const label = words.text(`block.ask.${word}.yes`);
  return (
    <s-box accessibilityRole="alert" background="subdued" borderRadius="base" padding="small-200">
      <s-stack gap="small-200">
        <s-text>{words.text(`block.ask.${word}.question`, {service: request.serviceName})}</s-text>
        <s-stack direction="inline" gap="small-200">
          <s-button variant="tertiary" onClick={session.dismiss}>
            {words.text('block.ask.no')}
          </s-button>
          <s-button tone={action === 'cancel' ? 'critical' : 'auto'} onClick={() => void session.confirm()}>
            {label}
          </s-button>
        </s-stack>
      </s-stack>
    </s-box>
  );
}

interface WayOutProps extends Pick<RequestCardProps, 'request' | 'session' | 'words'> {
  wayOut: WayOut;
}

function WayOutButton({wayOut, request, session, words}: WayOutProps) {
  if (wayOut !== 'send') return <AppLink wayOut={wayOut} serviceId={request.serviceId} words={words} />;
  return (
    <s-button variant="secondary" onClick={() => void session.send()}>
      {words.text('block.send')}
    </s-button>
  );
}
