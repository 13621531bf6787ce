/** Places, told apart. */
import type {Destination} from '../../../../../core/wire.ts';

/** One word for a place, as a form's value. */
export function keyOf(destination: Destination): string {
  return 'serviceId' in destination ? `service ${destination.serviceId}` : `location ${destination.locationId}`;
}

/** Whether both name the same place. */
export function isSamePlace(one: Destination, other: Destination): boolean {
  return keyOf(one) === keyOf(other);
}
