/** The order page's action "Send to a fulfillment service": hands the host to the component. */
// '@shopify/ui-extensions/preact' is left out on purpose: it gives the host Preact's signals, and no admin API uses signals.
import type {Api} from '@shopify/ui-extensions/admin.order-details.action.render';
import {render} from 'preact';
import {ordersApi} from '../../../shared/api.ts';
import {wordsOf} from '../../../shared/words.ts';
import {SendOrder} from './SendOrder.tsx';

declare const shopify: Api;

export default function sendOrder(): void {
  render(
    <SendOrder
      orderId={shopify.data.selected[0]?.id ?? ''}
      api={ordersApi}
      words={wordsOf(shopify.i18n)}
      close={() => shopify.close()}
    />,
    document.body,
  );
}
