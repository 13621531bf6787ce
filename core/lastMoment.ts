/** A question asked at the last moment: right before a request's bytes go to the socket, once the connection stands. */
import {Agent, type Dispatcher} from 'undici';
// What `fetch` is described by: the global RequestInit has no dispatcher in some runs of the type checker (TypeScript 7).
import type {RequestInit} from 'undici-types';

/** Thrown into a fetch whose question was answered with no: nothing of the request has left. */
export class NotAllowed extends Error {
  constructor() {
    super('The caller may not call any more.');
    this.name = 'NotAllowed';
  }
}

/** What `fetch` takes as its dispatcher. */
type FetchDispatcher = NonNullable<RequestInit['dispatcher']>;

const agent = new Agent();

/**
 * A dispatcher for `fetch` that asks before each request is written.
 * A process can be frozen between its own check and the moment the connection stands; here nothing lies between.
 */
export function askingDispatcher(mayCall: () => boolean): FetchDispatcher {
  const dispatcher: unknown = agent.compose(
    (dispatch) => (options, handler) => dispatch(options, new AskingHandler(handler, mayCall)),
  );
  // One and the same thing, described by two packages: undici, and the copy of its types that comes with Node's.
  return dispatcher as FetchDispatcher;
}

class AskingHandler implements Dispatcher.DispatchHandler {
  readonly #inner: Dispatcher.DispatchHandler;
  readonly #mayCall: () => boolean;

  constructor(inner: Dispatcher.DispatchHandler, mayCall: () => boolean) {
    this.#inner = inner;
    this.#mayCall = mayCall;
  }

  onRequestStart(controller: Dispatcher.DispatchController, context: object): void {
    this.#inner.onRequestStart?.(controller, context);
    if (!this.#mayCall()) controller.abort(new NotAllowed());
  }

  onRequestUpgrade(...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onRequestUpgrade']>>): void {
    this.#inner.onRequestUpgrade?.(...args);
  }

  onResponseStart(...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>): void {
    this.#inner.onResponseStart?.(...args);
  }

  onResponseData(...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseData']>>): void {
    this.#inner.onResponseData?.(...args);
  }

  onResponseEnd(...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseEnd']>>): void {
    this.#inner.onResponseEnd?.(...args);
  }

  onResponseError(...args: Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseError']>>): void {
    this.#inner.onResponseError?.(...args);
  }
}

/** Whether a fetch failed because the question was answered with no. */
export function wasNotAllowed(error: unknown): boolean {
  return error instanceof NotAllowed || (error instanceof Error && error.cause instanceof NotAllowed);
}
