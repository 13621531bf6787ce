/** Around the review: what comes back by itself, and how it came back. */
import type {ReactivationAnswer, Service} from '../../../../../core/wire.ts';
import {useWords} from '../../ui/context.tsx';

export function KeptSettings({service: {email, settings}}: {service: Service}) {
  const {text, list, languageName} = useWords();
  if (!settings) return null;
  const facts = [
    [text('reactivation.email'), list([email ?? '', ...settings.additionalEmails])],
    [text('field.locale'), languageName(settings.locale)],
    [text('field.fulfillOn'), text(`field.fulfillOn.${settings.fulfillOn}`)],
  ] as const;
  return (
    <s-section heading={text('reactivation.settings')}>
      <s-stack gap="base">
        <s-paragraph color="subdued">{text('reactivation.settings.help')}</s-paragraph>
        <div class="filters">
          {facts.map(([name, value]) => (
            <s-stack key={name} gap="none">
              <s-text color="subdued">{name}</s-text>
              <s-text>{value}</s-text>
            </s-stack>
          ))}
        </div>
      </s-stack>
    </s-section>
  );
}

/** It is active again; and what is otherwise than before. */
export function Back({answer: {service, handleChanged}}: {answer: ReactivationAnswer}) {
  const {text} = useWords();
  return (
    <s-banner tone="success" heading={text('reactivation.done', {service: service.name})}>
      <s-paragraph>{text('reactivation.doneBody')}</s-paragraph>
      {handleChanged && <s-paragraph>{text('reactivation.handle', {...handleChanged})}</s-paragraph>}
    </s-banner>
  );
}

export function NotRemoved({service: {status}}: {service: Service}) {
  const {text} = useWords();
  return (
    <s-banner tone="info" heading={text('reactivation.notRemoved.heading')}>
      {text(status === 'removing' ? 'service.removingBody' : 'reactivation.notRemoved.body')}
    </s-banner>
  );
}
