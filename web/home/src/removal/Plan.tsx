/** What a removal would move, in words. */
import {useWords} from '../ui/context.tsx';
import type {RemovalPlan} from './api.ts';

export function Plan({plan}: {plan: RemovalPlan}) {
  const {text, number, list, sentence} = useWords();
  const {inventoryItems, units, lines, openRequests, ratesOfferedIn, blockers} = plan;
  const movesNothing = inventoryItems === 0 && lines === 0;
  return (
    <s-stack gap="base">
      {blockers.length > 0 && (
        <s-banner tone="critical" heading={text('removal.blocked')}>
          {blockers.map((blocker) => (
            <s-paragraph key={blocker.code}>{sentence(blocker)}</s-paragraph>
          ))}
        </s-banner>
      )}
      <s-section heading={text('removal.plan')}>
        {movesNothing && openRequests === 0 ? (
          <s-text>{text('removal.plan.nothing')}</s-text>
        ) : (
          <s-unordered-list>
            {inventoryItems > 0 && (
              <s-list-item>{text('removal.plan.inventory', {count: inventoryItems, units: number(units)})}</s-list-item>
            )}
            {lines > 0 && <s-list-item>{text('removal.plan.lines', {count: lines})}</s-list-item>}
            {openRequests > 0 && <s-list-item>{text('removal.plan.requests', {count: openRequests})}</s-list-item>}
          </s-unordered-list>
        )}
      </s-section>
      <s-section heading={text('removal.plan.rates')}>
        {ratesOfferedIn.length > 0 ? (
          <s-unordered-list>
            {ratesOfferedIn.map(({profile, zones}) => (
              <s-list-item key={profile}>
                {text('removal.plan.ratesOffered', {profile, zones: list(zones)})}
              </s-list-item>
            ))}
          </s-unordered-list>
        ) : (
          <s-banner tone="warning">{text('removal.plan.ratesNone')}</s-banner>
        )}
      </s-section>
    </s-stack>
  );
}
