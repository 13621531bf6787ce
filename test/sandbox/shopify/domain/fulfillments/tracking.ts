// Tracking info: numbers and urls by position, with urls built for the carriers that the sandbox knows.
import type {TrackingInfo} from './record.ts';

export interface TrackingInput {
  company?: string | null;
  number?: string | null;
  numbers?: string[] | null;
  url?: string | null;
  urls?: string[] | null;
}

// Shopify: urls are built for known company names, written exactly so (rules §5). A few of its long list.
const carriers = new Map<string, (number: string) => string>(
  Object.entries({
    UPS: (number: string) => `https://www.ups.com/WebTracking?loc=en_US&requester=ST&trackNums=${number}`,
    USPS: (number: string) => `https://tools.usps.com/go/TrackConfirmAction_input?qtc_tLabels1=${number}`,
    FedEx: (number: string) => `https://www.fedex.com/fedextrack/?trknbr=${number}`,
    'DHL Express': (number: string) => `https://www.dhl.com/en/express/tracking.html?AWB=${number}&brand=DHL`,
    'Canada Post': (number: string) =>
      `https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=${number}`,
    'Royal Mail': (number: string) => `https://www.royalmail.com/track-your-item#/tracking-results/${number}`,
  }),
);

/** The tracking info of an input, one entry for each number. */
export function trackingOf(input: TrackingInput | null | undefined): TrackingInfo[] {
  if (!input) return [];
  const numbers = input.numbers?.length ? input.numbers : input.number ? [input.number] : [];
  const urls = input.urls?.length ? input.urls : input.url ? [input.url] : [];
  const company = input.company || null;
  const length = Math.max(numbers.length, urls.length, company ? 1 : 0);
  return Array.from({length}, (_unused, index) => {
    const number = numbers[index] ?? null;
    const built = number && company ? carriers.get(company)?.(encodeURIComponent(number)) : undefined;
    return {company, number, url: urls[index] ?? built ?? null};
  });
}
