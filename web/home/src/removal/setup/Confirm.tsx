/** The third step: what it means, and the button that begins. */
import type {RemovalPlan} from '../../../../../core/wire.ts';
import type {Problem} from '../../api/answer.ts';
import {useWords} from '../../ui/context.tsx';
import {ChangeFailed} from '../../ui/States.tsx';

interface ConfirmProps {
  plan: RemovalPlan;
  /** Names. */
  service: string;
  place: string;
  /** Something was changed since it was counted. */
  stale: boolean;
  busy: boolean;
  problem: Problem | null;
  onConfirm: () => void;
}

export function Confirm({plan, service, place, stale, busy, problem, onConfirm}: ConfirmProps) {
  const {text} = useWords();
  const movesSomething = plan.inventoryItems > 0 || plan.fulfillmentOrders > 0;
  return (
    <s-section heading={text('removal.confirm.heading')}>
      <s-stack gap="base">
        <s-unordered-list>
          <s-list-item>{text('removal.confirm.requests')}</s-list-item>
          {plan.emailedRequests > 0 && (
            <s-list-item>{text('removal.confirm.email', {count: plan.emailedRequests})}</s-list-item>
          )}
          {movesSomething && <s-list-item>{text('removal.confirm.move', {place})}</s-list-item>}
          <s-list-item>{text('removal.confirm.delete')}</s-list-item>
          <s-list-item>{text('removal.confirm.kept')}</s-list-item>
        </s-unordered-list>
        {plan.blockers.length > 0 && <s-text>{text('removal.confirm.blocked')}</s-text>}
        {stale && <s-banner tone="warning">{text('removal.stale')}</s-banner>}
        {problem && <ChangeFailed problem={problem} heading={text('removal.notStarted')} />}
        <s-stack direction="inline">
          <s-button
            variant="primary"
            tone="critical"
            loading={busy}
            disabled={stale || plan.blockers.length > 0}
            onClick={onConfirm}
          >
            {text('removal.confirm.action', {service})}
          </s-button>
        </s-stack>
      </s-stack>
    </s-section>
  );
}
