/** The order page's print action "Packing slips by service": hands the host to the component. */
// '@shopify/ui-extensions/preact' is left out on purpose: it gives the host Preact's signals, and no admin API uses signals.
import type {Api} from '@shopify/ui-extensions/admin.order-details.print-action.render';
import {render} from 'preact';
import {slipCodes} from '../../shared/codes.ts';
import {wordsOf} from '../../shared/words.ts';
import {slipsApi} from './api.ts';
import {PrintSlips} from './PrintSlips.tsx';

declare const shopify: Api;

export default function printSlips(): void {
  const orderId = shopify.data.selected[0]?.id ?? '';
  render(<PrintSlips orderId={orderId} api={slipsApi} words={wordsOf(shopify.i18n, slipCodes)} />, document.body);
}
