/** What the web process asks of the job queue. */
export interface Enqueue {
  /** Has a worker look at a shop's requests soon. */
  deliver(shop: string): Promise<void>;
}
