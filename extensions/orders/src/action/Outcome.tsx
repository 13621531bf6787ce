/** What became of a send, service by service, while it happens. */
import type {FulfillmentRequest} from '../../../../core/wire.ts';
import {progressOf} from '../../../shared/progress.ts';
import {isHeld, standingOf, unitsOf, type Standing} from '../../../shared/status.ts';
import type {Words} from '../../../shared/words.ts';
import {AppLink, NoteText} from '../parts/Notes.tsx';
import type {Following} from './state.ts';
import type {Frame, FrameButton, ViewProps} from './view.ts';

const noticeTones = {working: 'info', sent: 'success', done: 'success', trouble: 'critical'} as const satisfies Record<
  Standing,
  string
>;

export function outcome(props: ViewProps<'following'>): Frame {
  const {state, words, close} = props;
  const {requests, watch, fresh, refused} = state;
  const standing = standingOf(requests);
  const word = watch === 'paused' ? 'paused' : standing;
  return {
    heading: words.text('headingOf', {order: requests[0]?.orderName ?? ''}),
    notice: {
      tone: refused ? 'critical' : noticeTones[standing],
      heading: words.text(refused ? 'outcome.retryRefused' : `outcome.${word}`),
      children: refused ? words.sentence(refused) : words.text(`outcome.${word}Details`),
    },
    body: requests.map((request) => <RequestRow key={request.id} request={request} words={words} />),
    // Where the one that sends was. Not disabled meanwhile: that would take the focus away.
    primary: {label: words.text('actions.close'), onClick: () => !fresh && close()},
    secondary: further(props, standing),
  };
}

/** What else can be done: look again, try what failed again, or send more; nothing, where nothing is left. */
function further({state, session, words}: ViewProps<'following'>, standing: Standing): FrameButton[] {
  const {watch, fresh, busy, more} = state;
  const rest = {disabled: fresh || busy, loading: busy};
  if (watch === 'paused') {
    return [{label: words.text('actions.checkAgain'), onClick: () => void session.watch(), ...rest}];
  }
  if (standing !== 'trouble') {
    return more ? [{label: words.text('actions.sendMore'), onClick: () => void session.load(), ...rest}] : [];
  }
  const failed = retryable(state.requests);
  // What is held back goes out by itself.
  if (failed.length === 0 && state.requests.every(isHeld)) return [];
  const again = failed.length > 0 ? () => session.retry(failed) : () => session.load();
  return [{label: words.text('actions.sendAgain'), onClick: () => void again(), ...rest}];
}

/** The requests that can be tried again as they are, so that no second request is made for the same items. */
export function retryable(requests: Following['requests']): string[] {
  return requests
    .filter((request) => request.status === 'failed' && progressOf(request).actions.includes('retry'))
    .map(({id}) => id);
}

/** One request: its service, how much, where it stands, and why it failed. */
export function RequestRow({request, words}: {request: FulfillmentRequest; words: Words}) {
  const {badges, notes, wayOut} = progressOf(request);
  return (
    <s-section heading={request.serviceName}>
      <s-stack gap="small-200">
        <s-stack direction="inline" gap="small-200" alignItems="center">
          <s-text>{words.count('item.units', unitsOf(request))}</s-text>
          {badges.map(({key, tone}) => (
            <s-badge key={key} tone={tone}>
              {words.text(key)}
            </s-badge>
          ))}
        </s-stack>
        <s-stack gap="small-400">
          {notes.map((note, index) => (
            <NoteText key={index} note={note} words={words} />
          ))}
        </s-stack>
        {wayOut && wayOut !== 'send' && (
          <s-stack direction="inline">
            <AppLink wayOut={wayOut} serviceId={request.serviceId} words={words} />
          </s-stack>
        )}
      </s-stack>
    </s-section>
  );
}
