/** English: one service. */
export const settings = {
  'service.back': 'Fulfillment services',
  'service.glance': 'At a glance',
  'service.pausedHeading': 'This service is paused',
  'service.pausedBody': 'It takes no new requests. What waits to be sent goes out once you resume it.',
  'service.removingHeading': 'This service is being removed',
  'service.removingBody':
    'Its stock and its open items are moving to their new location. It cannot be changed meanwhile.',
  'service.removedHeading': 'This service was removed',
  'service.removedBody': 'Its settings are kept, and cannot be changed while it is removed.',
  'addresses.heading': 'Addresses',
  'addresses.unused': 'Nothing sent yet',
  'addresses.blocked': 'Blocked',
  'addresses.blockedHeading': 'Mail to {address} is blocked',
  'addresses.reason.HardBounce':
    'An email to it came back for good: the mailbox may not exist, or takes no mail. If the address is right and mended, send to it again. Otherwise change it below.',
  'addresses.reason.SpamComplaint':
    'An email to it was marked as spam. Such a block cannot be lifted here: use another address, or have the service write to the support of the email provider.',
  'addresses.reason.ManualSuppression':
    'It was blocked at the email provider, by hand or at the recipient’s wish. If the service wants your emails, send to it again. Otherwise change it below.',
  'addresses.reason.unknown':
    'The email provider refuses mail to it, as emails came back before. If the address is right and mended, send to it again. Otherwise change it below.',
  'addresses.waiting': {
    one: '{count} request waits, and goes out by itself once an address takes mail.',
    other: '{count} requests wait, and go out by themselves once an address takes mail.',
  },
  'addresses.others': 'The other addresses get their emails.',
  'addresses.reactivate': 'Send to it again',
  'addresses.reactivateOf': 'Send to it again: {address}',
  'addresses.reactivated': 'Emails go to {address} again',
  'addresses.notReactivated': 'It is still blocked',
  'alerts.lostHeading': 'Alerts to {address} do not arrive',
  'alerts.lost.HardBounce':
    'An email to it came back for good: the mailbox may not exist, or takes no mail. If the address is right and mended, send to it again. Otherwise change it below.',
  'alerts.lost.SpamComplaint':
    'An email to it was marked as spam. Such a block cannot be lifted here: enter another address below, or write to the support of the email provider.',
  'alerts.lost.ManualSuppression':
    'It was blocked at the email provider, by hand or at the recipient’s wish. If you want alerts there, send to it again. Otherwise change it below.',
  'alerts.lost.unknown':
    'The email provider refuses mail to it, as emails came back before. If the address is right and mended, send to it again. Otherwise change it below.',
  'alerts.lost.refused':
    'The email provider did not take the last one. Check the address for typing errors and change it below, or send to it again.',
  'alerts.lost.bounced':
    'The last one came back. The next is tried again; if the mailbox is full or out of use, mend it or enter another address below.',
  'alerts.lostMeanwhile':
    'Until that is mended you are not told by email when emails to the service do not arrive: look here and at the activity.',
  'service.identity': 'Name and addresses',
  'field.name': 'Name',
  'field.name.help': 'Shown in Shopify as the location’s name.',
  'field.email': 'Email address',
  'field.email.help': 'Where orders are sent.',
  'field.additional': 'Further address {number}',
  'field.additional.help': 'Each address gets an email of its own.',
  'field.additional.add': 'Add an address',
  'field.additional.remove': 'Remove',
  'field.additional.removeOf': 'Remove further address {number}',
  'field.replyTo': 'Replies go to',
  'field.replyTo.help': 'Left empty, they go to your shop’s contact address.',
  'field.alertEmail': 'Alerts go to',
  'field.alertEmail.help':
    'You get an email here when one to the service comes back, is marked as spam, or waits because its address is blocked; at most one an hour. Left empty, none is sent.',
  'field.locale': 'Language of the emails',
  'field.fulfillOn': 'When do items count as fulfilled?',
  'field.fulfillOn.email': 'When the email has been sent',
  'field.fulfillOn.email.help':
    'The order is fulfilled as soon as the email is on its way. Choose this for a service that always ships what you send.',
  'field.fulfillOn.confirmation': 'When the service confirms',
  'field.fulfillOn.confirmation.help':
    'The order shows as in progress until the service confirms with the link in its email. Choose this if it may decline, or ship later.',
  'field.shows': 'What the service sees of an order',
  'field.shows.help': 'The items and the shipping address are always in the email.',
  'field.showCustomerPhone': 'The customer’s phone number',
  'field.showCustomerPhone.help': 'Most carriers ask for it.',
  'field.showCustomerEmail': 'The customer’s email address',
  'field.showOrderNote': 'The order’s note',
  'field.showPrices': 'Prices',
  'field.error.required': 'Enter a name',
  'field.error.nameLong': 'Use at most 255 characters',
  'field.error.name': 'This name cannot be used. Use one line of text.',
  'field.error.taken': 'A service with this name, or one too like it, exists already. Choose another name.',
  'field.error.refused': 'Shopify does not accept this name. Choose another one.',
  'field.error.emailRequired': 'Enter an email address',
  'field.error.email': 'This address cannot receive email. Check it for typing errors.',
  'field.error.many': 'Ten further addresses are the most. Remove some.',
  'field.error.other': 'This cannot be used. Change it and save again.',
  'products.heading': 'Products',
  'products.help':
    'To assign a product, open it in Shopify and choose the service under Fulfillment service. For many at once, select them in the product list and choose Assign to a fulfillment service.',
  'products.action': 'Go to products',
  'products.none': 'No products are assigned to this service yet.',
  'products.column.product': 'Product',
  'products.column.variants': 'Variants',
  'products.column.available': 'Available',
  'products.variants': {one: '{count} variant', other: '{count} variants'},
  'products.untracked': 'Not tracked',
  'products.defaultVariant': 'Only variant',
  'test.heading': 'Test email',
  'test.help': 'Sends an invented order to the service’s addresses, so that you both see what arrives. Nothing ships.',
  'test.action': 'Send a test email',
  'test.sent': 'A test email is on its way to {addresses}.',
  'test.unsaved': 'Save your changes first: the test uses what is saved.',
} as const;
