/** When nothing of the order can be sent: why, and where earlier requests stand. */
import {itemsOf} from '../../../shared/selection.ts';
import {HeldItems} from './Items.tsx';
import {RequestRow} from './Outcome.tsx';
import type {Frame, ViewProps} from './view.ts';

export function nothing({state, session, words, close}: ViewProps<'nothing'>): Frame {
  const {order} = state;
  const {services, elsewhere} = itemsOf(order);
  const held = [...services.flatMap((service) => service.held), ...elsewhere];
  const key = services.length > 0 ? 'held' : elsewhere.length > 0 ? 'elsewhere' : 'fulfilled';
  return {
    heading: words.text('headingOf', {order: order.order.name}),
    notice: {tone: 'info', heading: words.text('nothing.heading'), children: words.text(`nothing.${key}`)},
    body: (
      <>
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
      </>
    ),
    primary: {label: words.text('actions.close'), onClick: close},
    secondary: [{label: words.text('actions.reload'), onClick: () => void session.load()}],
  };
}
