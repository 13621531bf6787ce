/** English: removing a service and taking it back. */
export const removal = {
  'removal.action': 'Remove service',
  'removal.title': 'Remove {service}?',
  'removal.help': 'Choose who takes over its stock and its unfulfilled items. Nothing moves before you confirm.',
  'removal.destination': 'New place for its stock and items',
  'removal.destination.choose': 'Choose a place',
  'removal.plan': 'What will move',
  'removal.plan.inventory': {
    one: '{count} stocked variant, {units} units',
    other: '{count} stocked variants, {units} units',
  },
  'removal.plan.lines': {one: '{count} unfulfilled item', other: '{count} unfulfilled items'},
  'removal.plan.nothing': 'Nothing is stocked here, and nothing waits to be fulfilled.',
  'removal.plan.requests': {
    one: '{count} open request stays with the service until it is answered',
    other: '{count} open requests stay with the service until they are answered',
  },
  'removal.plan.rates': 'Shipping rates at checkout',
  'removal.plan.ratesOffered': '{profile}: {zones}',
  'removal.plan.ratesNone':
    'No shipping rates are offered from the new place. Customers could not check out with these products.',
  'removal.blocked': 'It cannot be removed yet',
  'removal.confirm': 'Remove service',
  'removal.started': '{service} is being removed',
  'removal.progress': '{done} of {total} moved',
  'removal.stop': 'Stop removing',
  'removal.stop.ask': 'Stop here? What has moved stays where it is now, and the service stays with the rest.',
  'reactivation.action': 'Reactivate',
  'reactivation.actionOf': 'Reactivate {service}',
  'reactivation.done': '{service} is active again',
} as const;
