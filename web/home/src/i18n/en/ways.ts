/** English: the ways to a service's end and return; what their pages say comes with those. */
export const ways = {
  'removal.pageTitle': 'Remove a service',
  'removal.summaryAction': 'See its removal',
  'removal.progressAction': 'See how far it is',
  'removal.action': 'Remove service',
  'reactivation.pageTitle': 'Reactivate a service',
  'reactivation.action': 'Reactivate',
  'reactivation.actionOf': 'Reactivate {service}',
} as const;
