/** What goes with a send: a message, the tracking number, and whether Shopify notifies the customer. */
import {notifiesAtFirst, type Choice, type Options} from '../../../shared/selection.ts';
import type {Words} from '../../../shared/words.ts';

export interface OptionFieldsProps {
  options: Options;
  choice: Choice;
  disabled: boolean;
  words: Words;
  onChange: (change: Partial<Options>) => void;
}

export function OptionFields({options, choice, disabled, words, onChange}: OptionFieldsProps) {
  const typed = (name: 'message' | 'trackingNumber' | 'carrier') => {
    const handler = (event: {currentTarget: {value: string}}) => onChange({[name]: event.currentTarget.value});
    return {value: options[name], disabled, onInput: handler, onChange: handler};
  };
  const atFirst = notifiesAtFirst(choice);
  return (
    <s-section heading={words.text('options.heading')}>
      <s-stack gap="base">
        <s-text-area label={words.text('options.message')} rows={2} maxLength={2000} {...typed('message')} />
        <s-text-field
          label={words.text('options.trackingNumber')}
          details={words.text('options.trackingDetails')}
          maxLength={200}
          {...typed('trackingNumber')}
        />
        <s-text-field label={words.text('options.carrier')} maxLength={100} {...typed('carrier')} />
        <s-checkbox
          label={words.text('options.notify')}
          details={words.text(`options.notifyDetails.${atFirst ? 'confirmation' : 'email'}`)}
          checked={options.notifyCustomer ?? atFirst}
          disabled={disabled}
          onChange={(event) => onChange({notifyCustomer: event.currentTarget.checked})}
        />
      </s-stack>
    </s-section>
  );
}
