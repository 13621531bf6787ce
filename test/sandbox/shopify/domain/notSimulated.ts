// The clear "no" for what the stand-in does not imitate: better than an invented value.
import {GraphQLError} from 'graphql';

/** An error that says what the sandbox lacks. */
export function notSimulated(what: string): GraphQLError {
  return new GraphQLError(`The sandbox does not simulate ${what}.`, {extensions: {code: 'NOT_SIMULATED'}});
}
