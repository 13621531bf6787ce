/** What a run's customers are called: texts found nowhere else, so that any trace of them is one. */
import {randomBytes, randomInt} from 'node:crypto';

export interface Customers {
  /** The address, email, phone and note of one customer, for the stand-in's `orders` control. */
  of(index: number): Record<string, unknown>;
  /** Parts that every customer's data has. */
  markers: string[];
}

export function customers(): Customers {
  const word = `zq${randomBytes(5).toString('hex')}`;
  const digits = String(randomInt(1_000_000, 9_999_999));
  return {
    markers: [word, digits],
    of: (index) => {
      const phone = `+46${digits}${String(index).padStart(5, '0')}`;
      const address = {
        firstName: `First${word}`,
        lastName: `Last${word}`,
        company: `Company ${word}`,
        address1: `${index} ${word} street`,
        address2: `Door ${word}`,
        city: `City${word}`,
        zip: '111 22',
        countryCode: 'SE',
        phone,
      };
      return {shippingAddress: address, email: `mail-${word}-${index}@customer.example`, phone, note: `Note ${word}`};
    },
  };
}
