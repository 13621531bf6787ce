/** When nothing of the order can be sent: why, and where earlier requests stand. */
import {itemsOf} from '../../../shared/selection.ts';
import {HeldItems} from './Items.tsx';
import {RequestRow} from './Outcome.tsx';
import type {ViewProps} from './view.ts';

export function Nothing({state, session, words, close}: ViewProps<'nothing'>) {
  const {order} = state;
  const {services, elsewhere} = itemsOf(order);
  const held = [...services.flatMap((service) => service.held), ...elsewhere];
  const key = services.length > 0 ? 'held' : elsewhere.length > 0 ? 'elsewhere' : 'fulfilled';
  return (
    <s-admin-action heading={words.text('headingOf', {order: order.order.name})}>
      <s-stack gap="base">
        <s-banner tone="info" heading={words.text('nothing.heading')}>
          {words.text(`nothing.${key}`)}
        </s-banner>
        {held.length > 0 && (
          <s-section heading={words.text('held.heading')}>
            <s-stack gap="base">
              <HeldItems items={held} words={words} />
            </s-stack>
          </s-section>
        )}
        {order.requests.map((request) => (
          <RequestRow key={request.id} request={request} words={words} />
        ))}
      </s-stack>
      <s-button slot="primary-action" variant="primary" onClick={close}>
        {words.text('actions.close')}
      </s-button>
      <s-button slot="secondary-actions" onClick={() => void session.load()}>
        {words.text('actions.reload')}
      </s-button>
    </s-admin-action>
  );
}
