/** The products a service had, to choose from: which still exist, and where they are now. */
import type {FormerAssignment, Service} from '../../../../../core/wire.ts';
import type {List} from '../../state/list.ts';
import {useWords} from '../../ui/context.tsx';
import {More} from '../../ui/More.tsx';
import {everything, isSelected, nothing, obstacleOf, toggled, type Selection} from './selection.ts';

interface FormerProps {
  service: Service;
  list: List<FormerAssignment>;
  /** Of all pages. */
  total: number;
  selection: Selection;
  disabled: boolean;
  onSelect: (selection: Selection) => void;
}

export function Former({service, list, total, selection, disabled, onSelect}: FormerProps) {
  const {text} = useWords();
  return (
    <s-stack gap="base">
      <s-stack direction="inline" gap="small" alignItems="center">
        <s-button disabled={disabled} onClick={() => onSelect(everything)}>
          {text('reactivation.selectAll')}
        </s-button>
        <s-button disabled={disabled} onClick={() => onSelect(nothing)}>
          {text('reactivation.selectNone')}
        </s-button>
        <span role="status">
          <Selected selection={selection} total={total} />
        </span>
      </s-stack>
      <s-table>
        <s-table-header-row>
          <s-table-header listSlot="primary">{text('reactivation.column.product')}</s-table-header>
          <s-table-header listSlot="labeled" format="numeric">
            {text('reactivation.column.units')}
          </s-table-header>
          <s-table-header listSlot="labeled">{text('reactivation.column.now')}</s-table-header>
        </s-table-header-row>
        <s-table-body>
          {list.items.map((one) => (
            <Row
              key={one.variantId}
              one={one}
              service={service}
              selected={isSelected(selection, one.variantId)}
              disabled={disabled}
              onToggle={() => onSelect(toggled(selection, one.variantId))}
            />
          ))}
        </s-table-body>
      </s-table>
      <More list={list} />
    </s-stack>
  );
}

function Selected({selection: {all, except}, total}: {selection: Selection; total: number}) {
  const {text} = useWords();
  if (!all) return <s-text>{text('reactivation.selected', {count: except.size})}</s-text>;
  if (except.size === 0) return <s-text>{text('reactivation.selectedAll', {count: total})}</s-text>;
  return <s-text>{text('reactivation.selectedAllBut', {count: except.size})}</s-text>;
}

interface RowProps {
  one: FormerAssignment;
  service: Service;
  selected: boolean;
  disabled: boolean;
  onToggle: () => void;
}

function Row({one, service, selected, disabled, onToggle}: RowProps) {
  const {text, number, list} = useWords();
  const obstacle = obstacleOf(one, service);
  const places = one.stockedAt.map(({name}) => name);
  return (
    <s-table-row>
      <s-table-cell>
        <s-checkbox
          label={one.title}
          accessibilityLabel={text('reactivation.choose', {product: one.title})}
          details={one.sku ? text('request.sku', {sku: one.sku}) : ''}
          disabled={disabled || obstacle !== null}
          checked={obstacle === null && selected}
          onChange={onToggle}
        />
      </s-table-cell>
      <s-table-cell>{number(one.units)}</s-table-cell>
      <s-table-cell>
        {obstacle ? (
          <s-text color="subdued">{text(`reactivation.${obstacle}`, {service: service.name})}</s-text>
        ) : (
          <s-text>{places.length > 0 ? list(places) : text('reactivation.nowhere')}</s-text>
        )}
      </s-table-cell>
    </s-table-row>
  );
}
