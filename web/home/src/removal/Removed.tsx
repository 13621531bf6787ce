/** A removal that is done: what moved where, and the way back. */
import type {Removal, Service} from '../../../../core/wire.ts';
import {hasCapability} from '../bridge.ts';
import {hrefOf, noFilters} from '../routes.ts';
import {useWords} from '../ui/context.tsx';
import {ReactivateButton} from './Ending.tsx';
import {Failures} from './run/Failures.tsx';

/** @param removal null: the service was deleted in Shopify itself */
export function Removed({service, removal}: {service: Service; removal: Removal | null}) {
  const {text, dateTime} = useWords();
  const requests = hrefOf({page: 'activity', filters: {...noFilters, service: service.id}});
  return (
    <>
      <s-banner tone="success" heading={text('removed.title', {service: service.name})}>
        {removal?.finishedAt && (
          <s-paragraph>
            {text(removal.failedCount > 0 ? 'removed.bodyLeft' : 'removed.body', {when: dateTime(removal.finishedAt)})}
          </s-paragraph>
        )}
      </s-banner>
      {removal && <Moved removal={removal} />}
      {removal && removal.failedCount > 0 && (
        <s-section heading={text('removed.left', {count: removal.failedCount})}>
          <Failures service={service} removal={removal} />
        </s-section>
      )}
      <s-section>
        <s-stack gap="base">
          <s-paragraph>{text('removed.reactivate')}</s-paragraph>
          <s-stack direction="inline" gap="small">
            {hasCapability('reactivation') && <ReactivateButton service={service} />}
            <s-button href={requests}>{text('removed.activity')}</s-button>
          </s-stack>
        </s-stack>
      </s-section>
    </>
  );
}

function Moved({removal: {progress, destination}}: {removal: Removal}) {
  const {text} = useWords();
  const facts = [
    {key: 'removed.items', count: progress.items.done},
    {key: 'removed.orders', count: progress.fulfillmentOrders.done},
    {key: 'removed.requests', count: progress.requests.done},
  ] as const;
  const some = facts.filter(({count}) => count > 0);
  return (
    <s-section heading={text('removed.moved', {place: destination.name})}>
      {some.length === 0 ? (
        <s-text>{text('removed.nothing')}</s-text>
      ) : (
        <s-unordered-list>
          {some.map(({key, count}) => (
            <s-list-item key={key}>{text(key, {count})}</s-list-item>
          ))}
        </s-unordered-list>
      )}
    </s-section>
  );
}
