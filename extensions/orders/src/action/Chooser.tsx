/** The form: what to send, how much of it, and what goes with it. */
import type {ComponentChildren} from 'preact';
import {choiceOf, itemsOf, type Choice} from '../../../shared/selection.ts';
import type {Words} from '../../../shared/words.ts';
import {HeldItems, ServiceSection} from './Items.tsx';
import {OptionFields} from './OptionFields.tsx';
import {RequestRow, retryable} from './Outcome.tsx';
import type {Session} from './session.ts';
import type {Choosing} from './state.ts';
import type {Frame, FrameButton, ViewProps} from './view.ts';

export function chooser(props: ViewProps<'choosing'>): Frame {
  const {state, session, words, close} = props;
  const {order, quantities, busy} = state;
  const choice = choiceOf(itemsOf(order), quantities);
  const notice = failureOf(props);
  return {
    heading: words.text('headingOf', {order: order.order.name}),
    loading: busy === 'reloading',
    ...(notice && {notice}),
    body: form(props, choice),
    primary: sendButton(choice, state, session, words),
    secondary: [
      {label: words.text('actions.cancel'), onClick: close},
      {
        label: words.text('preview.open'),
        disabled: busy !== 'no' || !canSend(choice),
        loading: busy === 'previewing',
        onClick: () => void session.preview(),
      },
    ],
  };
}

function form({state, session, words}: ViewProps<'choosing'>, choice: Choice): ComponentChildren {
  const {order, quantities, options, busy} = state;
  const items = itemsOf(order);
  const disabled = busy !== 'no';
  return (
    <>
      <FailedEarlier state={state} session={session} words={words} />
      {items.services.map((service) => (
        <ServiceSection
          key={service.serviceId}
          service={service}
          quantities={quantities}
          disabled={disabled}
          words={words}
          onType={(lineId, text) => session.dispatch({type: 'typed', lineId, text})}
          onFill={(how) => session.dispatch({type: 'filled', serviceId: service.serviceId, how})}
        />
      ))}
      {items.elsewhere.length > 0 && (
        <s-section heading={words.text('held.heading')}>
          <HeldItems items={items.elsewhere} words={words} />
        </s-section>
      )}
      <OptionFields
        options={options}
        choice={choice}
        disabled={disabled}
        words={words}
        onChange={(change) => session.dispatch({type: 'optionChanged', change})}
      />
    </>
  );
}

/** Requests that failed before this window was opened: trying them again makes no second request for the same items. */
function FailedEarlier({
  state: {order, busy},
  session,
  words,
}: Pick<ViewProps<'choosing'>, 'state' | 'session' | 'words'>) {
  const ids = retryable(order.requests);
  if (ids.length === 0) return null;
  return (
    <s-box border="base" borderRadius="base" padding="base">
      <s-stack gap="base">
        <s-heading>{words.text('earlier.heading')}</s-heading>
        <s-paragraph>{words.text('earlier.details')}</s-paragraph>
        {order.requests
          .filter(({id}) => ids.includes(id))
          .map((request) => (
            <RequestRow key={request.id} request={request} words={words} />
          ))}
        <s-stack direction="inline">
          <s-button disabled={busy !== 'no'} onClick={() => void session.retry(ids)}>
            {words.text('actions.retry')}
          </s-button>
        </s-stack>
      </s-stack>
    </s-box>
  );
}

/** Why the last send, preview or reload failed, and the way out: send again by the button below, or reload. */
export function failureOf({state, session, words}: ViewProps<'choosing'>): Frame['notice'] | null {
  if (!state.failure) return null;
  const {during, problem} = state.failure;
  const unsure = during === 'sending' && problem.retryable;
  const headings = {
    reloading: 'loadFailed',
    previewing: 'previewFailed',
    sending: unsure ? 'sendUnsure' : 'sendRefused',
  };
  return {
    tone: 'critical',
    heading: words.text(headings[during]),
    children: (
      <>
        <s-paragraph>{words.sentence(problem)}</s-paragraph>
        {unsure && <s-paragraph>{words.text('sendsOnce')}</s-paragraph>}
        {!unsure && <s-button onClick={() => void session.load()}>{words.text('actions.reload')}</s-button>}
      </>
    ),
  };
}

/** The button that sends; it says what it will do: "Send 3 items to Nordic Warehouse". */
export function sendButton(choice: Choice, {busy}: Choosing, session: Session, words: Words): FrameButton {
  return {
    label: labelOf(choice, words),
    // While it sends it is busy, not disabled: that would take the focus away.
    disabled: !canSend(choice) || busy === 'reloading' || busy === 'previewing',
    loading: busy === 'sending',
    onClick: () => void session.send(),
  };
}

function canSend({units, valid}: Choice): boolean {
  return units > 0 && valid;
}

function labelOf({units, services}: Choice, words: Words): string {
  const [first] = services;
  if (!first) return words.text('send.nothing');
  if (services.length === 1) return words.count('send.one', units, {service: first.name});
  return words.count('send.several', units, {services: words.number(services.length)});
}
