/** The addresses beside the first: added and removed one by one. */
import {useEffect, useRef} from 'preact/hooks';
import {useWords} from '../ui/context.tsx';
import type {FieldsProps} from './fields.tsx';
import {additionalLimit} from './form.ts';

export function FurtherAddresses({form, errors, disabled, onChange}: FieldsProps) {
  const {text, number} = useWords();
  const {additionalEmails: all} = form;
  const box = useRef<HTMLDivElement>(null);
  /** What was clicked last; the focus follows it once it is shown. */
  const clicked = useRef<'add' | 'remove' | null>(null);
  useEffect(() => {
    if (clicked.current === 'add') lastOf(box.current, 's-email-field')?.focus();
    if (clicked.current === 'remove') lastOf(box.current, 's-button')?.focus();
    clicked.current = null;
  }, [all.length]);
  const put = (additionalEmails: string[]) => onChange({additionalEmails});
  return (
    <div ref={box}>
      <s-stack gap="base">
        {all.map((address, index) => {
          const name = `additionalEmails.${index}`;
          const error = errors[name];
          return (
            <s-grid key={index} gridTemplateColumns="1fr auto" gap="small" alignItems="end">
              <s-email-field
                label={text('field.additional', {number: number(index + 1)})}
                name={name}
                autocomplete="off"
                maxLength={254}
                disabled={disabled}
                value={address}
                error={error ? text(error) : ''}
                onInput={(event) => put(all.with(index, event.currentTarget.value))}
              />
              <s-button
                disabled={disabled}
                accessibilityLabel={text('field.additional.removeOf', {number: number(index + 1)})}
                onClick={() => {
                  clicked.current = 'remove';
                  put(all.toSpliced(index, 1));
                }}
              >
                {text('field.additional.remove')}
              </s-button>
            </s-grid>
          );
        })}
        {all.length > 0 && <s-text color="subdued">{text('field.additional.help')}</s-text>}
        {errors['additionalEmails'] && <s-text tone="critical">{text(errors['additionalEmails'])}</s-text>}
        <s-stack direction="inline">
          <s-button
            disabled={disabled || all.length >= additionalLimit}
            onClick={() => {
              clicked.current = 'add';
              put([...all, '']);
            }}
          >
            {text('field.additional.add')}
          </s-button>
        </s-stack>
      </s-stack>
    </div>
  );
}

function lastOf(root: HTMLElement | null, name: string): HTMLElement | undefined {
  return [...(root?.querySelectorAll<HTMLElement>(name) ?? [])].at(-1);
}
