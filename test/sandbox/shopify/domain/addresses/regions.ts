// Names of countries, and of the provinces of the countries that the sandbox's addresses mostly use.

const provinces: Record<string, string> = {
  US: 'AL=Alabama,AK=Alaska,AZ=Arizona,AR=Arkansas,CA=California,CO=Colorado,CT=Connecticut,DE=Delaware,DC=District of Columbia,FL=Florida,GA=Georgia,HI=Hawaii,ID=Idaho,IL=Illinois,IN=Indiana,IA=Iowa,KS=Kansas,KY=Kentucky,LA=Louisiana,ME=Maine,MD=Maryland,MA=Massachusetts,MI=Michigan,MN=Minnesota,MS=Mississippi,MO=Missouri,MT=Montana,NE=Nebraska,NV=Nevada,NH=New Hampshire,NJ=New Jersey,NM=New Mexico,NY=New York,NC=North Carolina,ND=North Dakota,OH=Ohio,OK=Oklahoma,OR=Oregon,PA=Pennsylvania,RI=Rhode Island,SC=South Carolina,SD=South Dakota,TN=Tennessee,TX=Texas,UT=Utah,VT=Vermont,VA=Virginia,WA=Washington,WV=West Virginia,WI=Wisconsin,WY=Wyoming',
  CA: 'AB=Alberta,BC=British Columbia,MB=Manitoba,NB=New Brunswick,NL=Newfoundland and Labrador,NT=Northwest Territories,NS=Nova Scotia,NU=Nunavut,ON=Ontario,PE=Prince Edward Island,QC=Quebec,SK=Saskatchewan,YT=Yukon',
  AU: 'ACT=Australian Capital Territory,NSW=New South Wales,NT=Northern Territory,QLD=Queensland,SA=South Australia,TAS=Tasmania,VIC=Victoria,WA=Western Australia',
};

function pairs(country: string | null): [code: string, name: string][] {
  return (provinces[country ?? ''] ?? '')
    .split(',')
    .filter(Boolean)
    .map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]);
}

/** English name of a country; null without a code. */
export function countryName(code: string | null): string | null {
  return code ? (new Intl.DisplayNames(['en'], {type: 'region'}).of(code) ?? null) : null;
}

/** Code of a country by its English name; null if there is none. */
export function countryCode(name: string | null): string | null {
  if (!name) return null;
  if (/^[A-Z]{2}$/.test(name)) return name;
  const display = new Intl.DisplayNames(['en'], {type: 'region', fallback: 'none'});
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes.find((code) => display.of(code)?.toLowerCase() === name.toLowerCase()) ?? null;
}

/** Name of a province by its code. Only of the countries above; else null, as nothing is made up. */
export function provinceName(country: string | null, code: string | null): string | null {
  return pairs(country).find(([known]) => known === code)?.[1] ?? null;
}

/** Code of a province by its name. Only of the countries above; else null. */
export function provinceCode(country: string | null, name: string | null): string | null {
  return pairs(country).find(([, known]) => known.toLowerCase() === name?.toLowerCase())?.[0] ?? null;
}
