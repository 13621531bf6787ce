/** The fields of a service's settings. */
import {useWords} from '../ui/context.tsx';
import {FurtherAddresses} from './FurtherAddresses.tsx';
import type {FieldErrors, Form} from './form.ts';
import {languageChoices} from './languages.ts';

export interface FieldsProps {
  form: Form;
  errors: FieldErrors;
  disabled: boolean;
  onChange: (part: Partial<Form>) => void;
}

interface NameAndEmailProps {
  form: Pick<Form, 'name' | 'email'>;
  errors: FieldErrors;
  disabled: boolean;
  onChange: (part: Partial<Pick<Form, 'name' | 'email'>>) => void;
}

/** All that a service needs. */
export function NameAndEmail({form, errors, disabled, onChange}: NameAndEmailProps) {
  const {text} = useWords();
  return (
    <>
      <s-text-field
        label={text('field.name')}
        details={text('field.name.help')}
        name="name"
        required
        autocomplete="off"
        maxLength={255}
        disabled={disabled}
        value={form.name}
        error={errors['name'] ? text(errors['name']) : ''}
        onInput={(event) => onChange({name: event.currentTarget.value})}
      />
      <s-email-field
        label={text('field.email')}
        details={text('field.email.help')}
        name="email"
        required
        autocomplete="off"
        maxLength={254}
        disabled={disabled}
        value={form.email}
        error={errors['email'] ? text(errors['email']) : ''}
        onInput={(event) => onChange({email: event.currentTarget.value})}
      />
    </>
  );
}

export function AddressFields({form, errors, disabled, onChange}: FieldsProps) {
  const {text, languageName} = useWords();
  const error = (field: string) => (errors[field] ? text(errors[field]) : '');
  return (
    <s-stack gap="base">
      <NameAndEmail form={form} errors={errors} disabled={disabled} onChange={onChange} />
      <FurtherAddresses form={form} errors={errors} disabled={disabled} onChange={onChange} />
      <s-email-field
        label={text('common.optional', {label: text('field.replyTo')})}
        details={text('field.replyTo.help')}
        name="replyTo"
        autocomplete="off"
        maxLength={254}
        disabled={disabled}
        value={form.replyTo}
        error={error('replyTo')}
        onInput={(event) => onChange({replyTo: event.currentTarget.value})}
      />
      <s-email-field
        label={text('common.optional', {label: text('field.alertEmail')})}
        details={text('field.alertEmail.help')}
        name="alertEmail"
        autocomplete="off"
        maxLength={254}
        disabled={disabled}
        value={form.alertEmail}
        error={error('alertEmail')}
        onInput={(event) => onChange({alertEmail: event.currentTarget.value})}
      />
      <s-select
        label={text('field.locale')}
        name="locale"
        disabled={disabled}
        value={form.locale}
        error={error('locale')}
        onChange={(event) => onChange({locale: event.currentTarget.value})}
      >
        {languageChoices(form.locale).map((tag) => (
          <s-option key={tag} value={tag}>
            {languageName(tag)}
          </s-option>
        ))}
      </s-select>
    </s-stack>
  );
}

export function FulfillChoice({form, disabled, onChange}: FieldsProps) {
  const {text} = useWords();
  return (
    <s-choice-list
      label={text('field.fulfillOn')}
      name="fulfillOn"
      disabled={disabled}
      values={[form.fulfillOn]}
      onChange={(event) =>
        onChange({fulfillOn: event.currentTarget.values[0] === 'confirmation' ? 'confirmation' : 'email'})
      }
    >
      {(['email', 'confirmation'] as const).map((value) => (
        <s-choice key={value} value={value} selected={form.fulfillOn === value}>
          {text(`field.fulfillOn.${value}`)}
          <s-text slot="details" color="subdued">
            {text(`field.fulfillOn.${value}.help`)}
          </s-text>
        </s-choice>
      ))}
    </s-choice-list>
  );
}

const shown = ['showCustomerPhone', 'showCustomerEmail', 'showOrderNote', 'showPrices'] as const;

export function ShownFields({form, disabled, onChange}: FieldsProps) {
  const {text} = useWords();
  return (
    <s-stack gap="base">
      <s-paragraph color="subdued">{text('field.shows.help')}</s-paragraph>
      {shown.map((name) => (
        <s-checkbox
          key={name}
          label={text(`field.${name}`)}
          {...(name === 'showCustomerPhone' ? {details: text('field.showCustomerPhone.help')} : {})}
          name={name}
          disabled={disabled}
          checked={form[name]}
          onChange={(event) => onChange({[name]: event.currentTarget.checked})}
        />
      ))}
    </s-stack>
  );
}
