// Amounts: kept in cents, written as Shopify writes them.

export interface MoneyBag {
  shopMoney: {amount: string; currencyCode: string};
  presentmentMoney: {amount: string; currencyCode: string};
}

/** Cents of a decimal amount.
 * @throws Error if it is not one. */
export function cents(amount: string | number): number {
  const value = Math.round(Number(amount) * 100);
  if (!Number.isFinite(value)) throw new Error(`Not an amount: ${amount}`);
  return value;
}

/** `12.50`, as the scalar `Money` is written. */
export function moneyText(value: number): string {
  return (value / 100).toFixed(2);
}

/** Shopify: `MoneyV2.amount` is a Decimal with at least one digit behind the point: `12.5`, `12.0`. */
export function money(value: number, currencyCode: string): {amount: string; currencyCode: string} {
  return {amount: moneyText(value).replace(/0$/, ''), currencyCode};
}

/** The same amount in the shop's and the customer's currency: the sandbox knows one currency. */
export function moneyBag(value: number, currencyCode: string): MoneyBag {
  const amount = money(value, currencyCode);
  return {shopMoney: amount, presentmentMoney: amount};
}
