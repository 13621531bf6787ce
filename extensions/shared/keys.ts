/** Idempotency keys of one opened modal: one per body, until that body's send has a definite answer. */

export interface Keys {
  /** The key for a body: the same for the same body while its outcome is open. */
  for: (body: unknown) => string;
  /** The send of this body got an answer: the next send of it is another one. */
  settle: (body: unknown) => void;
}

/** @param random makes a key; by default 128 random bits in hex */
export function createKeys(random: () => string = randomKey): Keys {
  const open = new Map<string, string>();
  return {
    for(body) {
      const text = JSON.stringify(body);
      const key = open.get(text) ?? random();
      open.set(text, key);
      return key;
    },
    settle(body) {
      open.delete(JSON.stringify(body));
    },
  };
}

function randomKey(): string {
  // Not randomUUID: it is missing where the context is not secure, as in a sandboxed frame over http.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
