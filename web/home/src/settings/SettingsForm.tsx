/** A service's settings, with the admin's save bar while something is unsaved. */
import {useEffect, useRef, useState} from 'preact/hooks';
import type {Service} from '../../../../core/wire.ts';
import {app} from '../api/app.ts';
import type {Problem} from '../api/answer.ts';
import {hideSaveBar, showSaveBar, toast} from '../bridge.ts';
import {guard} from '../navigation.ts';
import {announce, useWords} from '../ui/context.tsx';
import {ChangeFailed} from '../ui/States.tsx';
import {AddressFields, FulfillChoice, ShownFields} from './fields.tsx';
import {focusFirstError, onEnter} from './focus.ts';
import {changesOf, checkForm, fieldErrors, formOf, isChanged, type FieldErrors, type Form} from './form.ts';

const saveBarId = 'settings-save-bar';

export interface SettingsFormProps {
  id: string;
  /** What is saved. */
  stored: Form;
  /** A service that is being removed cannot be changed. */
  editable: boolean;
  onSaved: (service: Service) => void;
  onUnsaved: (unsaved: boolean) => void;
}

export function SettingsForm({id, stored, editable, onSaved, onUnsaved}: SettingsFormProps) {
  const {text} = useWords();
  /** What was saved when typing began: only what differs from it is sent, so that a colleague's changes elsewhere stay. */
  const [base, setBase] = useState(stored);
  const [typed, setTyped] = useState(stored);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const unsaved = isChanged(base, typed);
  // Nothing typed: what is shown is what is saved, also when it changes elsewhere.
  const form = unsaved ? typed : stored;

  useEffect(() => {
    onUnsaved(unsaved);
    guard(unsaved);
    if (unsaved) showSaveBar(saveBarId);
    else hideSaveBar(saveBarId);
  }, [unsaved]);
  useEffect(
    () => () => {
      guard(false);
      hideSaveBar(saveBarId);
    },
    [],
  );

  function change(part: Partial<Form>) {
    if (!unsaved) setBase(stored);
    setTyped({...form, ...part});
    const cleared = Object.entries(errors).filter(([field]) => !((field.split('.')[0] ?? '') in part));
    setErrors(Object.fromEntries(cleared));
  }

  function discard() {
    setTyped(stored);
    setBase(stored);
    setErrors({});
    setProblem(null);
  }

  function refuse(found: FieldErrors) {
    setErrors(found);
    focusFirstError(box.current, found);
  }

  async function save() {
    if (busy || !unsaved) return;
    setProblem(null);
    const missing = checkForm(form);
    if (Object.keys(missing).length > 0) {
      refuse(missing);
      return;
    }
    setBusy(true);
    const answer = await app.edit(id, changesOf(base, form));
    setBusy(false);
    if (!answer.ok) {
      const found = fieldErrors(answer.problem, form);
      if (Object.keys(found).length > 0) refuse(found);
      else setProblem(answer.problem);
      return;
    }
    const saved = formOf(answer.value) ?? form;
    setBase(saved);
    setTyped(saved);
    onSaved(answer.value);
    toast(text('common.saved'));
    announce(text('common.saved'));
  }

  const fields = {form, errors, disabled: !editable || busy, onChange: change};
  return (
    <div ref={box} onKeyDown={onEnter(() => void save())}>
      <ui-save-bar id={saveBarId}>
        {/* App Bridge reads these and shows buttons of its own. */}
        <button {...{variant: 'primary'}} {...(busy ? {loading: ''} : {})} onClick={() => void save()}>
          {text('common.save')}
        </button>
        <button onClick={discard}>{text('common.discard')}</button>
      </ui-save-bar>
      <s-stack gap="base">
        {problem && <ChangeFailed problem={problem} heading={text('notSaved.heading')} />}
        <s-section heading={text('service.identity')}>
          <AddressFields {...fields} />
        </s-section>
        <s-section>
          <FulfillChoice {...fields} />
        </s-section>
        <s-section heading={text('field.shows')}>
          <ShownFields {...fields} />
        </s-section>
      </s-stack>
    </div>
  );
}
