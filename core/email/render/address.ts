/** A ship-to address in the lines and the order its country's post expects (Google's libaddressinput data). */
import {formatAddress} from 'localized-address-format';

/** Cleaned values; '' where there is none. */
export interface AddressParts {
  name: string;
  company: string;
  address1: string;
  address2: string;
  city: string;
  zip: string;
  province: string;
  provinceCode: string;
  countryCode: string;
}

/** Where labels bear the code (`CA 94107`), not the name. libaddressinput: the keys of these countries' regions are the codes. */
const provinceByCode = new Set(['AU', 'BR', 'CA', 'IT', 'US']);

/** Stand-ins to read from a country's format which fields it has and what stands before them. Private use: no value holds them. */
const probe = {province: '\uE001', city: '\uE002', zip: '\uE003'};

/** The lines, without the country's name, without empty ones. Nothing given is lost but a province that the country's post leaves
 * out (`England`); a city or zip that the format has no place for gets a line of its own. */
export function addressLines(parts: AddressParts): string[] {
  const country = parts.countryCode.toUpperCase();
  const script = isLatin(parts) ? 'latin' : 'local';
  const sample = sampleOf(country, script);
  const has = (field: string) => sample.includes(field);

  const zip = withoutPrefix(parts.zip, sample);
  let city = parts.city;
  let province = provinceByCode.has(country)
    ? parts.provinceCode || parts.province
    : parts.province || parts.provinceCode;
  const street = [parts.address1, parts.address2];

  if (!has(probe.city) && city !== '') {
    // Japan writes the city right after (or before) the prefecture; city states and emirates repeat their name as the city.
    if (country === 'JP')
      province = script === 'latin' ? joined(city, province, ', ') : joined(province, city, glue(province, city));
    else if (!same(city, province) && !contains(sample, city)) street.push(city);
    city = '';
  }
  // Formats that write both without a space are made for Chinese characters; others need one.
  if (sample.includes(probe.province + probe.city)) city = glue(province, city) + city;
  if (sample.includes(probe.city + probe.province)) province = glue(city, province) + province;

  const lines = formatAddress(
    {
      postalCountry: country,
      name: parts.name,
      organization: parts.company,
      addressLines: street.filter((line) => line !== ''),
      locality: city,
      administrativeArea: province,
      postalCode: zip,
    },
    script,
  );
  if (!has(probe.zip) && zip !== '') lines.push(zip);
  const known = sample !== sampleOf('', script);
  if (!has(probe.province) && province !== '' && (!known || parts.city === '' || zip === '')) lines.push(province);
  // The library leaves a separator behind where what stood before it was empty or took a line of its own.
  return lines
    .map((line) => line.replaceAll(/ {2,}/g, ' ').replace(/^[ ,]+|[ ,]+$/g, ''))
    .filter((line) => line !== '');
}

/** A country's format with the stand-ins in it; a country without one gets the library's default. */
function sampleOf(country: string, script: 'latin' | 'local'): string {
  const fields = {administrativeArea: probe.province, locality: probe.city, postalCode: probe.zip};
  return formatAddress({postalCountry: country, ...fields}, script).join('\n');
}

/** Whether the place is written in Latin letters, as a foreigner would: then East Asian countries go from small to large. */
function isLatin({address1, address2, city}: AddressParts): boolean {
  return !/[^\P{L}\p{Script=Latin}]/u.test(address1 + address2 + city);
}

/** Some formats write a prefix (`〒`, `SE-`, `CH-`) that customers type as well. */
function withoutPrefix(zip: string, sample: string): string {
  const before = new RegExp(`([^\\n\\uE000-\\uF8FF]*)${probe.zip}`, 'u').exec(sample)?.[1]?.trim() ?? '';
  if (!/[\p{L}〒]/u.test(before) || !zip.toUpperCase().startsWith(before.toUpperCase())) return zip;
  return zip.slice(before.length).trimStart();
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** What parts two values written side by side: nothing between Chinese, Japanese or Korean ones, else a space. */
function glue(before: string, after: string): '' | ' ' {
  return before === '' || after === '' || (wide.test(before.at(-1) ?? '') && wide.test(after)) ? '' : ' ';
}

function joined(first: string, second: string, separator: string): string {
  return [first, second].filter((value) => value !== '').join(separator);
}

function same(a: string, b: string): boolean {
  return a.localeCompare(b, 'en', {sensitivity: 'base'}) === 0;
}

function contains(sample: string, city: string): boolean {
  return sample.split(/[\n\uE000-\uF8FF]/u).some((literal) => same(literal.trim(), city));
}
