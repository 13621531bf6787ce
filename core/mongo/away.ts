/** Tells a database that is away from one that refuses. By the errors' names, so that whoever knows our errors need not load the driver. */

/** Of the driver: no server, a connection that broke, a pool without one to spare, a client that was closed. */
const names = new Set([
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoServerSelectionError',
  'MongoPoolClearedError',
  'PoolClearedError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
  'MongoWaitQueueTimeoutError',
  'MongoClientClosedError',
]);

/** Of the server and the driver: worth another try; a primary that steps down or shuts down. */
const labels = ['RetryableWriteError', 'RetryableError'];

/** Whether the database could not be reached or could not answer, rather than refused what it was asked. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (names.has(error.name)) return true;
  // The driver lets the error of a socket that breaks under its hands through as it is. Those of Shopify and Postmark are told apart
  // where they are called.
  if ('syscall' in error && (error.syscall === 'write' || error.syscall === 'read')) return true;
  // MongoDB's driver: what breaks a write of many is told as a bulk error, without the code that a server's refusal has.
  if (error.name === 'MongoBulkWriteError') return !('code' in error) || typeof error.code !== 'number';
  const labelled = 'hasErrorLabel' in error && typeof error.hasErrorLabel === 'function';
  return (
    labelled && labels.some((label) => Reflect.apply(error.hasErrorLabel as () => unknown, error, [label]) === true)
  );
}
