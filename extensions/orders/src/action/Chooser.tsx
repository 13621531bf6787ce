/** The form: what to send, how much of it, and what goes with it. */
import {choiceOf, itemsOf, type Choice, type Options} from '../../../shared/selection.ts';
import type {Words} from '../../../shared/words.ts';
import {HeldItems, ServiceSection} from './Items.tsx';
import type {Choosing} from './state.ts';
import type {ViewProps} from './view.ts';

export function Chooser({state, session, words, close}: ViewProps<'choosing'>) {
  const {order, quantities, options, busy, failure} = state;
  const items = itemsOf(order);
  const choice = choiceOf(items, quantities);
  const disabled = busy !== 'no';
  return (
    <s-admin-action heading={words.text('headingOf', {order: order.order.name})} loading={busy === 'reloading'}>
      <s-stack gap="base">
        {failure && <FailureBanner failure={failure} words={words} onReload={() => void session.load()} />}
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
          disabled={disabled}
          words={words}
          onChange={(change) => session.dispatch({type: 'optionChanged', change})}
        />
      </s-stack>
      <s-button
        key="send"
        slot="primary-action"
        variant="primary"
        disabled={disabled || choice.units === 0 || !choice.valid}
        loading={busy === 'sending'}
        onClick={() => void session.send()}
      >
        {labelOf(choice, words)}
      </s-button>
      <s-button slot="secondary-actions" onClick={close}>
        {words.text('actions.cancel')}
      </s-button>
    </s-admin-action>
  );
}

interface FailureBannerProps {
  failure: NonNullable<Choosing['failure']>;
  words: Words;
  onReload: () => void;
}

/** Why the last send or reload failed, and the way out: send again by the button below, or reload. */
function FailureBanner({failure: {during, problem}, words, onReload}: FailureBannerProps) {
  const unsure = during === 'sending' && problem.retryable;
  const heading = during === 'reloading' ? 'loadFailed' : unsure ? 'sendUnsure' : 'sendRefused';
  return (
    <s-banner tone="critical" heading={words.text(heading)}>
      <s-paragraph>{words.sentence(problem)}</s-paragraph>
      {unsure ? (
        <s-paragraph>{words.text('sendsOnce')}</s-paragraph>
      ) : (
        <s-button onClick={onReload}>{words.text('actions.reload')}</s-button>
      )}
    </s-banner>
  );
}

/** What the button will do: "Send 3 items to Nordic Warehouse". */
function labelOf({units, services}: Choice, words: Words): string {
  const [first] = services;
  if (!first) return words.text('send.nothing');
  if (services.length === 1) return words.count('send.one', units, {service: first.name});
  return words.count('send.several', units, {services: words.number(services.length)});
}

interface OptionFieldsProps {
  options: Options;
  disabled: boolean;
  words: Words;
  onChange: (change: Partial<Options>) => void;
}

function OptionFields({options, disabled, words, onChange}: OptionFieldsProps) {
  const typed = (name: 'message' | 'trackingNumber' | 'carrier') => {
    const handler = (event: {currentTarget: {value: string}}) => onChange({[name]: event.currentTarget.value});
    return {value: options[name], disabled, onInput: handler, onChange: handler};
  };
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
          details={words.text('options.notifyDetails')}
          checked={options.notifyCustomer}
          disabled={disabled}
          onChange={(event) => onChange({notifyCustomer: event.currentTarget.checked})}
        />
      </s-stack>
    </s-section>
  );
}
