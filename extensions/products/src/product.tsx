/** The product page's block: hands the host to the component. */
// '@shopify/ui-extensions/preact' is left out on purpose: it gives the host Preact's signals, and no admin API uses signals.
import type {Api} from '@shopify/ui-extensions/admin.product-details.block.render';
import {render} from 'preact';
import {assignmentCodes} from '../../shared/codes.ts';
import {wordsOf} from '../../shared/words.ts';
import {assignmentsApi} from './api.ts';
import {ServiceBlock} from './ServiceBlock.tsx';

declare const shopify: Api;

export default function productBlock(): void {
  const productId = shopify.data.selected[0]?.id ?? '';
  render(
    <ServiceBlock
      productId={() => Promise.resolve({ok: true, value: productId})}
      api={assignmentsApi}
      words={wordsOf(shopify.i18n, assignmentCodes)}
    />,
    document.body,
  );
}
