/** Seeded chance: every choice of a plan is made with it. */
import {seeded} from '../../sandbox/random.ts';

export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** From 0 up to 1. */
  readonly number = (): number => this.#next();

  /** Whether something that happens in this share of cases happens now. */
  is(share: number): boolean {
    return this.#next() < share;
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** @throws Error if there is nothing to choose from */
  of<T>(list: readonly T[]): T {
    if (list.length === 0) throw new Error('There is nothing to choose from.');
    return list[Math.floor(this.#next() * list.length)] as T;
  }

  /** One of these, each as often as its part of 100 says; the rest where the parts leave some. */
  byShare<T>(shares: readonly (readonly [T, number])[], rest: T): T {
    let left = this.between(1, 100);
    for (const [one, share] of shares) {
      left -= share;
      if (left <= 0) return one;
    }
    return rest;
  }
}
