/** What the table of errors says of each. */
export interface ErrorEntry {
  /** HTTP. */
  status: number;
  /** Whether trying again can help. */
  retryable: boolean;
  /** The sentence for people: what happened, and what to do. */
  message: string;
}
