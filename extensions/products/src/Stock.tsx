/** Where a variant is stocked, and how much of it. */
import type {VariantAssignment} from '../../../core/wire.ts';
import type {Words} from '../../shared/words.ts';

/** More places would make a list of variants unreadable. */
const inARow = 3;

interface StockProps {
  variant: VariantAssignment;
  words: Words;
}

/** On one line, the first places. */
export function StockLine({variant: {stockedAt}, words}: StockProps) {
  const rest = stockedAt.length - inARow;
  const places = stockedAt.slice(0, inARow).map((place) => placeOf(place, words));
  return (
    <s-text color="subdued">{[...places, ...(rest > 0 ? [words.count('stock.more', rest)] : [])].join(' · ')}</s-text>
  );
}

/** Every place on its own line. */
export function StockList({variant: {stockedAt}, words}: StockProps) {
  return (
    <s-stack gap="small-500">
      <s-text type="strong">{words.text('stock.heading')}</s-text>
      {stockedAt.map((place) => (
        <s-text key={place.locationId} color="subdued">
          {placeOf(place, words)}
        </s-text>
      ))}
    </s-stack>
  );
}

function placeOf({name, available}: VariantAssignment['stockedAt'][number], words: Words): string {
  return available === null
    ? words.text('stock.untracked', {place: name})
    : words.count('stock.available', available, {place: name});
}
