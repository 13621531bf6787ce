/** English: taking a removed service back. */
export const reactivation = {
  'reactivation.action': 'Reactivate',
  'reactivation.actionOf': 'Reactivate {service}',
  'reactivation.title': 'Reactivate {service}',
  'reactivation.pageTitle': 'Reactivate a service',
  'reactivation.notRemoved.heading': 'This service is not removed',
  'reactivation.notRemoved.body': 'Only a service that was removed can be reactivated.',
  'reactivation.settings': 'Settings that come back',
  'reactivation.settings.help':
    'Shopify gives it a new location of the same name. You can change all of this afterwards.',
  'reactivation.email': 'Orders go to',
  'reactivation.products': 'Products it had',
  'reactivation.products.help':
    'Choose what {service} ships again. A product is then stocked at its location, and no longer where it is now.',
  'reactivation.products.none': 'It had no products. You can assign some once it is active.',
  'reactivation.products.unknown':
    'It was not removed by this app, so what it had is not known. You can assign products once it is active.',
  'reactivation.name': 'Name',
  'reactivation.name.help': 'Choose another name to go on.',
  'reactivation.column.product': 'Product',
  'reactivation.column.units': 'Units it had',
  'reactivation.column.now': 'Stocked now at',
  'reactivation.nowhere': 'Nowhere',
  'reactivation.gone': 'No longer exists in Shopify',
  'reactivation.already': 'Already at {service}',
  'reactivation.choose': 'Stock {product} again',
  'reactivation.selectAll': 'Select all',
  'reactivation.selectNone': 'Select none',
  'reactivation.selectedAll': {one: 'All {count} selected', other: 'All {count} selected'},
  'reactivation.selectedAllBut': {
    one: 'All but {count} selected',
    other: 'All but {count} selected',
  },
  'reactivation.selected': {one: '{count} selected', other: '{count} selected'},
  'reactivation.bringStock': 'Bring their stock along',
  'reactivation.bringStock.details':
    'What is available where they are now moves to {service}. Units that open orders hold stay there.',
  'reactivation.stock': 'Stock the selected products',
  'reactivation.submit': 'Reactivate {service}',
  'reactivation.done': '{service} is active again',
  'reactivation.doneBody': 'Its settings are back, and it can take orders.',
  'reactivation.handle':
    'Shopify calls it {now} in links and exports now; before it was {before}. Change what uses the old name.',
  'reactivation.reading': 'Reading what was selected: {done} of {total}',
  'reactivation.job': 'Stocking the products',
  'reactivation.job.done': {
    one: '{count} product variant is at {service} again',
    other: '{count} product variants are at {service} again',
  },
  'reactivation.job.failed': {
    one: '{count} could not be stocked',
    other: '{count} could not be stocked',
  },
  'reactivation.job.gone': {
    one: '{count} no longer exists in Shopify.',
    other: '{count} no longer exist in Shopify.',
  },
  'reactivation.job.retry': 'Try these again',
  'reactivation.job.cancelled': 'This was cancelled. What is done stays.',
  'reactivation.notStocked': 'The products could not be stocked',
  'reactivation.open': 'Open {service}',
} as const;
