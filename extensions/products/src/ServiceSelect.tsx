/** The dropdown of services. */
import type {Service} from '../../../core/wire.ts';
import {takesProducts} from '../../shared/services.ts';
import type {Words} from '../../shared/words.ts';

/** A select has texts as values, and its empty text is the placeholder. */
const none = 'none';

export interface ServiceSelectProps {
  label: string;
  hideLabel?: boolean;
  /** undefined: they differ. */
  value: string | null | undefined;
  /** Those to choose from. */
  services: Service[];
  /** What choosing none of them means here. */
  noneLabel: string;
  disabled: boolean;
  words: Words;
  onChoose: (serviceId: string | null) => void;
}

export function ServiceSelect(props: ServiceSelectProps) {
  const {label, hideLabel = false, value, services, noneLabel, disabled, words, onChoose} = props;
  return (
    <s-select
      label={label}
      labelAccessibilityVisibility={hideLabel ? 'exclusive' : 'visible'}
      placeholder={words.text('select.different')}
      value={value === undefined ? '' : (value ?? none)}
      disabled={disabled}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        if (chosen !== '') onChoose(chosen === none ? null : chosen);
      }}
    >
      <s-option value={none}>{noneLabel}</s-option>
      {services.map((service) => (
        <s-option key={service.id} value={service.id} disabled={!takesProducts(service)}>
          {service.status === 'active' ? service.name : words.text(`select.${service.status}`, {service: service.name})}
        </s-option>
      ))}
    </s-select>
  );
}
