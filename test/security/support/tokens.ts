/** Session tokens that are wrong, each in one way. */
import {createHmac, generateKeyPairSync} from 'node:crypto';
import {SignJWT, UnsecuredJWT} from 'jose';
import {apiKey, apiSecret, sessionToken, testShop} from '../../web/support/signed.ts';

const json = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

interface Claims {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
}

function claims(): Claims {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: `https://${testShop}/admin`,
    dest: `https://${testShop}`,
    aud: apiKey,
    sub: '7',
    exp: now + 60,
    nbf: now - 5,
    iat: now - 5,
  };
}

/** Signed by HMAC-SHA256 whatever its header says. */
function handmade(header: object, payload: object, secret = apiSecret): string {
  const text = `${json(header)}.${json(payload)}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

const good = {alg: 'HS256', typ: 'JWT'};

/** What may stand in `Authorization`, by what is wrong with it. null: there is none. */
export async function wrongAuthorizations(): Promise<Record<string, string | null>> {
  const now = Math.floor(Date.now() / 1000);
  const right = await sessionToken();
  const [head = '', payload = '', signature = ''] = right.split('.');
  const {privateKey} = generateKeyPairSync('rsa', {modulusLength: 2048});
  const rs256 = await new SignJWT({...claims()}).setProtectedHeader({alg: 'RS256', typ: 'JWT'}).sign(privateKey);
  const hs512 = await new SignJWT({...claims()})
    .setProtectedHeader({alg: 'HS512', typ: 'JWT'})
    .sign(new TextEncoder().encode(apiSecret));
  const tokens: Record<string, string> = {
    expired: await sessionToken({expiresIn: -60}),
    'not yet valid': handmade(good, {...claims(), nbf: now + 3600}),
    'without an end': await sessionToken({expiresIn: null}),
    'for another app': await sessionToken({audience: 'another-app'}),
    'for several apps': handmade(good, {...claims(), aud: [apiKey, 'another-app']}),
    'of another issuer': await sessionToken({issuer: 'https://b-shop.myshopify.com/admin'}),
    'of a host that is no shop': await sessionToken({shop: 'evil.example.com'}),
    'of a shop in plain HTTP': await sessionToken({dest: `http://${testShop}`}),
    'of an object for a shop': handmade(good, {...claims(), dest: {$gt: ''}, iss: {$gt: ''}}),
    'of a user that is an operator': handmade(good, {...claims(), sub: {$gt: ''}}),
    'signed with another secret': await sessionToken({secret: 'another-secret'}),
    'signed with the client id': await sessionToken({secret: apiKey}),
    'not signed (alg: none)': new UnsecuredJWT({...claims()}).encode(),
    'not signed, but said to be': `${json(good)}.${payload}.`,
    'signed as RS256': rs256,
    'RS256 in its head, HMAC in its signature': handmade({alg: 'RS256', typ: 'JWT'}, claims()),
    'signed as HS512': hs512,
    'with a key of its own in its head': handmade(
      {...good, jwk: {kty: 'oct', k: Buffer.from('mine').toString('base64url')}},
      claims(),
      'mine',
    ),
    'with another shop under the same signature': `${head}.${json({...claims(), dest: 'https://b-shop.myshopify.com', iss: 'https://b-shop.myshopify.com/admin'})}.${signature}`,
    'with a tampered signature': `${head}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
    'cut short': right.slice(0, -5),
    'twice as long': `${right}.${right}`,
    'no token': 'x',
    empty: '',
  };
  return {
    nothing: null,
    'another scheme': `Basic ${Buffer.from('user:password').toString('base64')}`,
    'a good token without its scheme': right,
    ...Object.fromEntries(Object.entries(tokens).map(([what, token]) => [`a token ${what}`, `Bearer ${token}`])),
  };
}
