/** The orders list's action "Send to fulfillment services": hands the host to the component. */
// '@shopify/ui-extensions/preact' is left out on purpose: it gives the host Preact's signals, and no admin API uses signals.
import type {Api} from '@shopify/ui-extensions/admin.order-index.selection-action.render';
import {render} from 'preact';
import {manyOrdersCodes} from '../../shared/codes.ts';
import {wordsOf} from '../../shared/words.ts';
import {manyOrdersApi} from './api.ts';
import {SendOrders} from './SendOrders.tsx';

declare const shopify: Api;

export default function sendOrders(): void {
  render(
    <SendOrders
      orderIds={shopify.data.selected.map(({id}) => id)}
      api={manyOrdersApi}
      words={wordsOf(shopify.i18n, manyOrdersCodes)}
      close={() => shopify.close()}
    />,
    document.body,
  );
}
