/** Sends an invented order to a service, to see what arrives. */
import {useState} from 'preact/hooks';
import type {Service} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import type {Problem} from '../api/answer.ts';
import {useWords} from '../ui/context.tsx';
import {ChangeFailed} from '../ui/States.tsx';

export function TestEmail({service, unsaved}: {service: Service; unsaved: boolean}) {
  const {text, list} = useWords();
  const [busy, setBusy] = useState(false);
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function send() {
    setBusy(true);
    setProblem(null);
    setSentTo(null);
    const to = [service.email ?? '', ...(service.settings?.additionalEmails ?? [])];
    const answer = await app.sendTestEmail(service.id);
    setBusy(false);
    if (answer.ok) setSentTo(list(to));
    else setProblem(answer.problem);
  }

  return (
    <s-section heading={text('test.heading')}>
      <s-stack gap="base">
        <s-paragraph color="subdued">{text('test.help')}</s-paragraph>
        {/* The live region stands there before it has anything to say. */}
        <div>
          <s-button loading={busy} disabled={unsaved} onClick={() => void send()}>
            {text('test.action')}
          </s-button>
          <div role="status">
            {sentTo !== null && (
              <s-box paddingBlockStart="base">
                <s-text tone="success">{text('test.sent', {addresses: sentTo})}</s-text>
              </s-box>
            )}
          </div>
        </div>
        {unsaved && <s-text color="subdued">{text('test.unsaved')}</s-text>}
        {problem && <ChangeFailed problem={problem} heading={text('notDone.heading')} />}
      </s-stack>
    </s-section>
  );
}
