/** The emails as the services will see them. An extension can show no HTML, so it is their plain text, and a link to the HTML. */
import type {EmailPreview} from '../../../../core/wire.ts';
import {choiceOf, itemsOf} from '../../../shared/selection.ts';
import type {Words} from '../../../shared/words.ts';
import {failureOf, sendButton} from './Chooser.tsx';
import type {Frame, ViewProps} from './view.ts';

export function previews(props: ViewProps<'choosing'>, emails: EmailPreview[]): Frame {
  const {state, session, words} = props;
  const choice = choiceOf(itemsOf(state.order), state.quantities);
  const notice = failureOf(props);
  return {
    heading: words.text('preview.heading', {order: state.order.order.name}),
    loading: state.busy === 'reloading',
    ...(notice && {notice}),
    body: emails.map((email) => <Preview key={email.serviceId} email={email} words={words} />),
    primary: sendButton(choice, state, session, words),
    secondary: [
      {
        label: words.text('preview.back'),
        disabled: state.busy !== 'no',
        onClick: () => session.dispatch({type: 'unpreviewed'}),
      },
    ],
  };
}

function Preview({email: {serviceName, to, subject, text, url}, words}: {email: EmailPreview; words: Words}) {
  return (
    <s-section heading={serviceName}>
      <s-stack gap="small-200">
        <s-text>{words.text('preview.to', {addresses: to.join(', ')})}</s-text>
        <s-text type="strong">{words.text('preview.subject', {subject})}</s-text>
        {url && (
          <s-link href={url} target="_blank">
            {words.text('preview.html')}
          </s-link>
        )}
        <s-box background="subdued" borderRadius="base" padding="base">
          <s-stack gap="base">
            {paragraphsOf(text).map((lines, index) => (
              <s-stack key={index} gap="none">
                {lines.map((line, at) =>
                  rule.test(line) ? (
                    <s-divider key={at} />
                  ) : (
                    <s-text key={at} dir="auto">
                      {line}
                    </s-text>
                  ),
                )}
              </s-stack>
            ))}
          </s-stack>
        </s-box>
      </s-stack>
    </s-section>
  );
}

/** A line of dashes, which nobody should have to hear read out. */
const rule = /^\s*[-_=]{3,}\s*$/;

/** The lines between empty lines. */
function paragraphsOf(text: string): string[][] {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.split('\n'));
}
