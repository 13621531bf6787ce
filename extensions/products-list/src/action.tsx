/** The products list's action "Assign to a fulfillment service": hands the host to the component. */
// '@shopify/ui-extensions/preact' is left out on purpose: it gives the host Preact's signals, and no admin API uses signals.
import type {Api} from '@shopify/ui-extensions/admin.product-index.selection-action.render';
import {render} from 'preact';
import {assignmentCodes} from '../../shared/codes.ts';
import {wordsOf} from '../../shared/words.ts';
import {AssignProducts} from './AssignProducts.tsx';
import {assignManyApi} from './api.ts';

declare const shopify: Api;

export default function assignProducts(): void {
  render(
    <AssignProducts
      productIds={shopify.data.selected.map(({id}) => id)}
      api={assignManyApi}
      words={wordsOf(shopify.i18n, assignmentCodes)}
      close={() => shopify.close()}
    />,
    document.body,
  );
}
