/** Postmark's error answers: an ErrorCode with its HTTP status and text. */

/** The texts Postmark publishes (API overview, error codes); a thrower may give a fuller one. */
const table: Record<number, {status: number; text: string}> = {
  10: {status: 401, text: 'Request does not contain a valid Server token.'},
  100: {status: 503, text: 'The Postmark API is offline for maintenance.'},
  101: {status: 500, text: 'An unexpected error occurred.'},
  300: {status: 422, text: 'Invalid email request.'},
  400: {status: 422, text: 'Sender signature not found.'},
  402: {status: 422, text: 'Invalid JSON.'},
  403: {status: 422, text: 'Invalid request field(s).'},
  405: {status: 422, text: 'Not allowed to send.'},
  406: {status: 422, text: 'Inactive recipient.'},
  409: {status: 415, text: 'JSON required.'},
  410: {status: 422, text: 'You may only send up to 500 messages in a single batched request.'},
  411: {status: 422, text: 'Attachment file type not allowed.'},
  412: {
    status: 422,
    text: 'While your account is pending approval, all recipient addresses must share the same domain as the From address.',
  },
  413: {status: 422, text: 'This account is not approved to send email.'},
  422: {status: 422, text: 'Invalid Server or Account.'},
  429: {status: 429, text: 'Rate Limit Exceeded.'},
  614: {status: 422, text: 'You have reached a limit of your plan.'},
  700: {status: 422, text: 'A parameter of this request is not valid.'},
  701: {status: 422, text: 'This message was not found.'},
  1000: {status: 422, text: 'A parameter of this bounce query is not valid.'},
  1001: {status: 422, text: 'The bounce was not found, or its dump is no longer available.'},
  1003: {status: 422, text: 'Due to the type of bounce, this address cannot be reactivated.'},
  1226: {status: 422, text: "The message stream for the provided 'ID' was not found."},
  1235: {status: 422, text: 'The stream provided does not exist on this server.'},
  1236: {status: 422, text: 'Sending is not supported for this stream type.'},
  1352: {status: 422, text: 'The webhook with this ID was not found.'},
  1354: {status: 422, text: 'A valid Url must be provided.'},
  1355: {status: 422, text: 'A proper request body must be provided.'},
  1356: {status: 422, text: 'An ID may not be given when a webhook is created.'},
  1357: {status: 422, text: 'The ID and MessageStream of a webhook cannot be changed.'},
  1358: {status: 422, text: 'The Name of an HTTP header is not valid.'},
  1361: {status: 422, text: 'The value of a field is not valid.'},
  1404: {status: 422, text: "Parameter 'SuppressionReason' is invalid."},
  1405: {status: 422, text: "Parameter 'Origin' is invalid."},
  1409: {status: 422, text: 'A proper request body must be provided.'},
  1410: {status: 422, text: 'You cannot provide more than the maximum number of suppressions for this request.'},
  1480: {status: 422, text: 'You are not authorized to send emails from your current IP address.'},
};

/** An error as Postmark answers it: `{ErrorCode, Message}` and the header `X-PM-ApiErrorCode`. */
export class ApiError extends Error {
  readonly code: number;
  readonly status: number;

  constructor(code: number, text?: string, status?: number) {
    super(text ?? table[code]?.text ?? `Error ${code}.`);
    this.name = 'ApiError';
    this.code = code;
    this.status = status ?? table[code]?.status ?? 422;
  }

  /** The JSON body. */
  body(): {ErrorCode: number; Message: string} {
    return {ErrorCode: this.code, Message: this.message};
  }
}

/** A call the stand-in does not simulate, or a control that is used wrongly: said loudly, never made up. */
export class SandboxError extends Error {
  readonly status: number;

  constructor(status: number, text: string) {
    super(text);
    this.name = 'SandboxError';
    this.status = status;
  }
}

/** The request is larger than Postmark takes: HTTP 413, and what answers is the edge, not the API. Postmark: article 1056. */
export class TooLarge extends Error {}
