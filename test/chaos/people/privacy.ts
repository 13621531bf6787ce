/** What a run's customers are called: texts found nowhere else, so that any trace of them is one. */
import {randomBytes, randomInt} from 'node:crypto';

export interface Customers {
  /** The address, email, phone and note of one customer, for the stand-in's `orders` control. */
  of(index: number): Record<string, unknown>;
  /** Another address for one of them. */
  moved(index: number): Record<string, string>;
  /** A part of every such address, and of no other text. */
  movedMarker: string;
  /** Parts that every customer's data has. */
  markers: string[];
}

export function customers(): Customers {
  const word = `zq${randomBytes(5).toString('hex')}`;
  const digits = String(randomInt(1_000_000, 9_999_999));
  const phoneOf = (index: number) => `+46${digits}${String(index).padStart(5, '0')}`;
  const addressOf = (index: number, address1: string) => ({
    firstName: `First${word}`,
    lastName: `Last${word}`,
    company: `Company ${word}`,
    address1,
    address2: `Door ${word}`,
    city: `City${word}`,
    zip: '111 22',
    countryCode: 'SE',
    phone: phoneOf(index),
  });
  const movedMarker = `Moved${word}`;
  return {
    markers: [word, digits],
    movedMarker,
    moved: (index) => addressOf(index, `${index} ${movedMarker} street`),
    of: (index) => ({
      shippingAddress: addressOf(index, `${index} ${word} street`),
      email: `mail-${word}-${index}@customer.example`,
      phone: phoneOf(index),
      note: `Note ${word}`,
    }),
  };
}
