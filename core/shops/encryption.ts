/** Seals secrets that lie in the database: AES-256-GCM with a random nonce, the key named in front. */
import {createCipheriv, createDecipheriv, createHash, randomBytes} from 'node:crypto';

export interface Encryption {
  /** @param context what the secret belongs to (a session's id and a field); it opens only under the same context */
  seal(secret: string, context: string): string;
  /** @throws Error if the key is not known, or the text is not what was sealed for this context */
  open(sealed: string, context: string): string;
}

/** NIST SP 800-38D: 96 bits of nonce for GCM. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * `seal` uses the first key; `open` takes any of them, so that a key can be rotated: put the new one first and keep the old
 * one until everything has been sealed anew.
 * @param keys 32 bytes each, in base64 (`ENCRYPTION_KEY`)
 */
export function createEncryption(keys: readonly [string, ...string[]]): Encryption {
  const ring = keys.map((text) => {
    const key = Buffer.from(text, 'base64');
    return {key, id: createHash('sha256').update(key).digest('hex').slice(0, 8)};
  });
  return {
    seal(secret, context) {
      const first = ring[0];
      if (!first) throw new Error('There is no key to seal with.');
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', first.key, nonce).setAAD(Buffer.from(context));
      const bytes = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${first.id}.${bytes.toString('base64url')}`;
    },
    open(sealed, context) {
      const [id, text = ''] = sealed.split('.');
      const known = ring.find((one) => one.id === id);
      if (!known) throw new Error('The secret was sealed with a key that is not known here.');
      const bytes = Buffer.from(text, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', known.key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      });
      decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-tagBytes));
      return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8');
    },
  };
}
