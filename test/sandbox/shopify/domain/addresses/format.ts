// An address in lines, roughly as Shopify's `formatted` gives it.

export interface FormattableAddress {
  name?: string | null;
  company?: string | null;
  address1: string | null;
  address2: string | null;
  city: string | null;
  provinceCode: string | null;
  province: string | null;
  zip: string | null;
  country: string | null;
}

/** The lines of an address; empty ones are left out. */
export function formatAddress(address: FormattableAddress): string[] {
  const area = [address.city, address.provinceCode ?? address.province, address.zip].filter(Boolean).join(' ');
  return [address.name, address.company, address.address1, address.address2, area, address.country].filter(
    (line): line is string => typeof line === 'string' && line !== '',
  );
}

/** `Toronto ON, Canada`; null for an address without a place. Shopify: `formattedArea`. */
export function formattedArea(address: FormattableAddress): string | null {
  const place = [address.city, address.provinceCode ?? address.province].filter(Boolean).join(' ');
  return [place, address.country].filter(Boolean).join(', ') || null;
}
