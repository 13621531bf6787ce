/** English: removing a service. */
export const removal = {
  'removal.title': 'Remove {service}',
  'removal.otherApp.heading': 'This service belongs to another app',
  'removal.otherApp.body': 'It is removed in the app that added it.',
  'removal.unclaimed': 'Set this service up first: its email address is needed to tell it what not to ship.',

  'removal.where.heading': '1. Who takes over?',
  'removal.where.help':
    'All stock of {service} and everything it has not shipped yet goes to a new place. Nothing changes before you confirm.',
  'removal.destination': 'New place',
  'removal.destination.choose': 'Choose a place',
  'removal.destination.services': 'Your services',
  'removal.destination.locations': 'Your locations',
  'removal.destination.required': 'Choose who takes over',
  'removal.destination.none.heading': 'There is nobody who could take over',
  'removal.destination.none.body': 'Activate another service, or add a location in Shopify.',
  'removal.destination.none.locations': 'Go to locations',

  'removal.exceptions': 'Does all of it go there?',
  'removal.exceptions.none': 'Yes, everything',
  'removal.exceptions.choose': 'No, I choose products that go elsewhere',
  'removal.exceptions.csv': 'No, I have a table',
  'removal.exceptions.csv.details': 'For many products: paste it or upload it as CSV.',
  'removal.exceptions.search': 'Search products',
  'removal.exceptions.searchPlaceholder': 'Title or SKU',
  'removal.exceptions.place': 'Goes to',
  'removal.exceptions.placeOf': 'Goes to: {product}',
  'removal.exceptions.same': 'The new place',
  'removal.exceptions.chosen': {
    one: '{count} product goes elsewhere',
    other: '{count} products go elsewhere',
  },
  'removal.exceptions.clear': 'Let all go to the new place',
  'removal.exceptions.noMatch': 'No product matches.',
  'removal.exceptions.searched': '{count} products searched so far',
  'removal.exceptions.required': 'Choose a product that goes elsewhere, or let everything go to the new place',
  'removal.csv': 'Table of exceptions',
  'removal.csv.help':
    'One line for each variant: its SKU and the name of its new place. Variants without a SKU go by their ID, under variant_id instead of sku.',
  'removal.csv.upload': 'Upload a CSV file',
  'removal.csv.uploaded': '{file} is in the table',
  'removal.csv.places': 'Names you can use: {places}',
  'removal.csv.lines': {one: '{count} exception', other: '{count} exceptions'},
  'removal.csv.errors': 'The table cannot be used yet',
  'removal.csv.row': 'Line {row}: {problem}',
  'removal.csv.more': {one: '{count} more', other: '{count} more'},
  'removal.csv.empty': 'Paste your table, or upload it',
  'removal.csv.header': 'The first line must name the columns sku (or variant_id) and destination.',
  'removal.csv.noItem': 'The SKU or variant ID is missing.',
  'removal.csv.noPlace': 'The new place is missing.',
  'removal.csv.unknownPlace': 'There is no place called {place}.',
  'removal.csv.notStocked': '{item} is not stocked at this service.',
  'removal.csv.tooMany': {one: 'A table may have {count} line.', other: 'A table may have up to {count} lines.'},
  'removal.csv.twice': '{item} stands in the table twice.',
  'removal.csv.tooLarge': 'This file is too large. A table may have up to 500 KB.',
  'removal.look': 'See what will move',
  'removal.lookAgain': 'Look again',
  'removal.looking': 'Counting everything {service} holds. For many products this takes up to half a minute.',
  'removal.notLooked': 'It could not be counted',
  'removal.stale': 'You changed something above. Look again before you remove it.',

  'removal.plan.heading': '2. What will move',
  'removal.plan.to': 'To {place}',
  'removal.plan.nothing': 'Nothing is stocked here, and nothing waits to be shipped.',
  'removal.plan.items': {
    one: '{count} stocked variant with {units}',
    other: '{count} stocked variants with {units}',
  },
  'removal.plan.units': {one: '{count} unit', other: '{count} units'},
  'removal.plan.untracked': {
    one: 'Shopify does not count the stock of {count} of them: it is stocked there without a quantity.',
    other: 'Shopify does not count the stock of {count} of them: they are stocked there without a quantity.',
  },
  'removal.plan.committed': {
    one: '{count} unit is held by open orders and moves with them.',
    other: '{count} units are held by open orders and move with them.',
  },
  'removal.plan.exceptions': {
    one: '{count} variant goes elsewhere, as you chose.',
    other: '{count} variants go elsewhere, as you chose.',
  },
  'removal.plan.orders': {
    one: '{count} open fulfillment order with {lines}',
    other: '{count} open fulfillment orders with {lines}',
  },
  'removal.plan.lines': {one: '{count} line to ship', other: '{count} lines to ship'},
  'removal.plan.byStatus': '{count} {status}',
  'removal.plan.requests': {
    one: '{count} request of this app is taken back.',
    other: '{count} requests of this app are taken back.',
  },
  'removal.plan.emailed': {
    one: '{service} has the email about {count} of them and is told by email not to ship it.',
    other: '{service} has the emails about {count} of them and is told by email not to ship them.',
  },
  'removal.plan.rates': 'Shipping rates at checkout',
  'removal.plan.ratesNone': 'No shipping rates are offered from {service}, so checkout does not change.',
  'removal.plan.ratesNow': 'Now offered from {service}:',
  'removal.plan.ratesKept': '{place} offers all of these too. Checkout does not change.',
  'removal.plan.ratesMissing':
    '{place} does not offer these. Customers there could not check out with the products that move:',
  'removal.plan.ratesApart':
    '{place} ships at other rates in these profiles, and Shopify lets a location have one set of rates in each. Add these zones for it in your shipping settings first:',
  'removal.plan.ratesSettings': 'Open shipping settings',
  'removal.plan.ratesAlone':
    'These are offered from {service} alone and are deleted with it. If you reactivate it, set them up again:',
  'removal.plan.rate': '{profile}: {zones}',
  'removal.plan.takeOver': 'Take over the rates',
  'removal.plan.takeOver.details': 'Your shipping profiles then offer the same rates from {place}.',
  'removal.plan.blocked': {
    one: '{count} thing must be seen to first',
    other: '{count} things must be seen to first',
  },
  'removal.plan.remarks': 'Good to know',
  'removal.plan.moreOrders': {one: '{count} more order', other: '{count} more orders'},

  'remark.held_order_apart': {
    one: '{count} order on hold has items that go to different places, and Shopify does not part it. Release the hold, or let its items go to one place.',
    other:
      '{count} orders on hold have items that go to different places, and Shopify does not part them. Release the holds, or let their items go to one place.',
  },
  'remark.scheduled_order': {
    one: '{count} order is scheduled for a later date, and Shopify does not move it. Mark it as ready in Shopify, or try it again at the end.',
    other:
      '{count} orders are scheduled for a later date, and Shopify does not move them. Mark them as ready in Shopify, or try them again at the end.',
  },
  'remark.cancellation_rejected': {
    one: 'The service refused to cancel {count} order. It is closed there and moved: make sure that the service does not ship it.',
    other:
      'The service refused to cancel {count} orders. They are closed there and moved: make sure that the service does not ship them.',
  },
  'remark.held_order': {
    one: '{count} order is on hold. It moves and stays on hold.',
    other: '{count} orders are on hold. They move and stay on hold.',
  },
  'remark.incoming_stock': {
    one: '{count} item has incoming stock at this service. Receive or cancel its transfer first if that is to follow it.',
    other:
      '{count} items have incoming stock at this service. Receive or cancel the transfers first if that is to follow them.',
  },

  'requestStatus.UNSUBMITTED': 'not requested yet',
  'requestStatus.SUBMITTED': 'requested and not answered',
  'requestStatus.ACCEPTED': 'accepted by the service',
  'requestStatus.REJECTED': 'declined by the service',
  'requestStatus.CANCELLATION_REQUESTED': 'asked to be cancelled',
  'requestStatus.CANCELLATION_ACCEPTED': 'cancelled by the service',
  'requestStatus.CANCELLATION_REJECTED': 'the service refused to cancel',
  'requestStatus.CLOSED': 'closed by the service',

  'removal.confirm.heading': '3. Remove it',
  'removal.confirm.requests': 'It gets no new orders from this moment on.',
  'removal.confirm.email': {
    one: 'It gets a cancellation email for {count} request.',
    other: 'It gets cancellation emails for {count} requests.',
  },
  'removal.confirm.move':
    'Its stock and open orders move to {place}. You can stop that, and bring back what has moved.',
  'removal.confirm.delete': 'Once everything has moved, its location is deleted in Shopify. That cannot be undone.',
  'removal.confirm.kept': 'Its settings and history stay here. You can reactivate it at any time.',
  'removal.confirm.blocked': 'See to what stands against it first, then look again.',
  'removal.confirm.action': 'Remove {service}',
  'removal.started': '{service} is being removed',
  'removal.notStarted': 'The removal was not started',
} as const;
