/** The items of one service with their quantities, and those that can't be sent with the reason. */
import type {FulfillmentOrderLine} from '../../../../core/wire.ts';
import {nameOf} from '../../../shared/items.ts';
import {isValid, type HeldItem, type Quantities, type ServiceItems} from '../../../shared/selection.ts';
import type {Words} from '../../../shared/words.ts';

export interface ServiceSectionProps {
  service: ServiceItems;
  quantities: Quantities;
  disabled: boolean;
  words: Words;
  onType: (lineId: string, text: string) => void;
  onFill: (how: 'all' | 'none') => void;
}

/** One service's items: a quantity for each, and two buttons for all of them. */
export function ServiceSection({service, quantities, disabled, words, onType, onFill}: ServiceSectionProps) {
  const {name, lines, held} = service;
  return (
    <s-section heading={name}>
      <s-stack gap="base">
        {lines.length > 0 && (
          <s-stack direction="inline" gap="small-200">
            {(['all', 'none'] as const).map((how) => (
              <s-button
                key={how}
                variant="secondary"
                disabled={disabled}
                accessibilityLabel={words.text(`choose.${how}Of`, {service: name})}
                onClick={() => onFill(how)}
              >
                {words.text(`choose.${how}`)}
              </s-button>
            ))}
          </s-stack>
        )}
        {lines.map((line) => (
          <Line
            key={line.id}
            line={line}
            text={quantities[line.id] ?? '0'}
            disabled={disabled}
            words={words}
            onType={(text) => onType(line.id, text)}
          />
        ))}
        <HeldItems items={held} words={words} />
      </s-stack>
    </s-section>
  );
}

interface LineProps {
  line: FulfillmentOrderLine;
  text: string;
  disabled: boolean;
  words: Words;
  onType: (text: string) => void;
}

function Line({line, text, disabled, words, onType}: LineProps) {
  const type = (event: {currentTarget: {value: string}}) => onType(event.currentTarget.value);
  const requested = line.remaining - line.requestable;
  return (
    <s-grid gridTemplateColumns="1fr 9rem" gap="base" alignItems="start">
      <s-stack gap="none">
        <s-text type="strong">{nameOf(line)}</s-text>
        {line.sku && <s-text color="subdued">{words.text('item.sku', {sku: line.sku})}</s-text>}
        <s-text color="subdued">{words.count('item.remaining', line.remaining)}</s-text>
        {requested > 0 && <s-text color="subdued">{words.count('item.partlyRequested', requested)}</s-text>}
      </s-stack>
      <s-number-field
        label={words.text('quantity.label', {item: nameOf(line)})}
        labelAccessibilityVisibility="exclusive"
        inputMode="numeric"
        min={0}
        max={line.requestable}
        step={1}
        suffix={words.text('quantity.of', {number: words.number(line.requestable)})}
        value={text}
        disabled={disabled}
        error={isValid(text, line) ? '' : words.text('quantity.invalid', {number: words.number(line.requestable)})}
        onInput={type}
        onChange={type}
      />
    </s-grid>
  );
}

/** Items that can't be sent now, each with its reason. */
export function HeldItems({items, words}: {items: HeldItem[]; words: Words}) {
  return (
    <>
      {items.map(({line, why}) => (
        <s-stack key={line.id} gap="none">
          <s-text color="subdued">
            {words.text('held.item', {item: nameOf(line), number: words.number(line.remaining)})}
          </s-text>
          <s-text color="subdued">{reasonOf(why, words)}</s-text>
        </s-stack>
      ))}
    </>
  );
}

function reasonOf(why: HeldItem['why'], words: Words): string {
  switch (why.kind) {
    case 'requested':
      return words.text('held.requested');
    case 'elsewhere':
      return words.text('held.elsewhere', {place: why.place});
    case 'blocked':
      return words.sentence(why);
  }
}
