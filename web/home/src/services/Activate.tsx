/** The page on which a service is activated: a name and an email address are enough. */
import {useRef, useState} from 'preact/hooks';
import {app} from '../api/app.ts';
import type {Problem} from '../api/answer.ts';
import {toast} from '../bridge.ts';
import {guard, navigate} from '../navigation.ts';
import {hrefOf} from '../routes.ts';
import {checkForm, emptyForm, fieldErrors, type FieldErrors} from '../settings/form.ts';
import {NameAndEmail} from '../settings/fields.tsx';
import {focusFirstError, onEnter} from '../settings/focus.ts';
import {forget} from '../state/resource.ts';
import {announce, useWords} from '../ui/context.tsx';
import {ChangeFailed} from '../ui/States.tsx';

export function Activate() {
  const {text} = useWords();
  // A service known from an earlier installation is taken over by its name.
  const [form, setForm] = useState({...emptyForm, name: new URLSearchParams(location.search).get('name') ?? ''});
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  function type(change: Partial<typeof form>) {
    setForm({...form, ...change});
    setErrors(Object.fromEntries(Object.entries(errors).filter(([field]) => !(field in change))));
  }

  function refuse(found: FieldErrors) {
    setErrors(found);
    focusFirstError(box.current, found);
  }

  async function activate() {
    if (busy) return;
    setProblem(null);
    const missing = checkForm(form);
    if (Object.keys(missing).length > 0) {
      refuse(missing);
      return;
    }
    setBusy(true);
    const answer = await app.activate({name: form.name.trim(), email: form.email.trim()});
    setBusy(false);
    if (!answer.ok) {
      const found = fieldErrors(answer.problem, form);
      if (Object.keys(found).length > 0) refuse(found);
      else setProblem(answer.problem);
      return;
    }
    forget('services');
    guard(false);
    const done = text('activate.done', {service: answer.value.name});
    toast(done);
    announce(done);
    await navigate(hrefOf({page: 'service', id: answer.value.id}), 'replace');
  }

  return (
    <s-page heading={text('activate.title')} inlineSize="small">
      <s-link slot="breadcrumb-actions" href={hrefOf({page: 'services'})}>
        {text('services.title')}
      </s-link>
      <s-section heading={text('activate.heading')}>
        <div ref={box} onKeyDown={onEnter(() => void activate())}>
          <s-stack gap="base">
            <s-paragraph color="subdued">{text('activate.help')}</s-paragraph>
            {problem && <ChangeFailed problem={problem} heading={text('activate.refused')} />}
            <NameAndEmail form={form} errors={errors} disabled={false} onChange={type} />
            <s-stack direction="inline">
              <s-button variant="primary" loading={busy} onClick={() => void activate()}>
                {text('activate.submit')}
              </s-button>
            </s-stack>
          </s-stack>
        </div>
      </s-section>
    </s-page>
  );
}
