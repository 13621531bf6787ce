/** What the admin's scripts ask of the shop. */

/** A fresh session token, as the platform gives one for each call. */
export async function idToken(): Promise<string> {
  const response = await fetch('/session-token');
  if (!response.ok) throw new Error(`No session token: HTTP ${response.status}`);
  const {token}: {token: string} = await response.json();
  return token;
}

export async function queryShop(query: unknown, variables: unknown, version?: unknown): Promise<unknown> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({query, variables, version}),
  });
  return response.json();
}
