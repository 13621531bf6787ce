/** The order page's block: hands the host to the component. */
// '@shopify/ui-extensions/preact' is left out on purpose: it gives the host Preact's signals, and no admin API uses signals.
import type {Api} from '@shopify/ui-extensions/admin.order-details.block.render';
import {render} from 'preact';
import {ordersApi} from '../../../shared/api.ts';
import {wordsOf} from '../../../shared/words.ts';
import {OrderBlock} from './OrderBlock.tsx';

declare const shopify: Api;

export default function orderBlock(): void {
  render(
    <OrderBlock
      orderId={shopify.data.selected[0]?.id ?? ''}
      api={ordersApi}
      words={wordsOf(shopify.i18n)}
      // Shopify: a block can open an action on the same page by the action's handle in shopify.extension.toml.
      openSend={() => shopify.navigation.navigate('extension://orders')}
    />,
    document.body,
  );
}
