/** What a catalogue of the texts for services must hold: of the request's email, and of the page where they answer it. `{name}` stands for a value. */

/** By the categories of `Intl.PluralRules`; `{count}` is the number. */
export type PluralMessage = {other: string} & Partial<Record<Intl.LDMLPluralRule, string>>;

export interface Messages {
  /** `{count}` is the number of units to ship. */
  subject: PluralMessage;
  /** `{subject}` is the subject above. */
  subjectResend: string;
  subjectTest: string;
  subjectRevision: string;
  heading: PluralMessage;
  order: string;
  orderedOn: string;
  bannerTest: string;
  bannerResend: string;
  bannerRevision: string;
  /** In Gmail's own words, where we know them. */
  longEmail: string;
  lineCount: PluralMessage;
  unitCount: PluralMessage;
  totalWeight: string;
  /** Where the weight of some lines is not known. */
  totalWeightAtLeast: string;
  whatToShip: string;
  quantity: string;
  item: string;
  /** Stands beside or below the quantity: `2` `of 5`. */
  ofOrdered: string;
  sku: string;
  noSku: string;
  weightEach: string;
  priceEach: string;
  shipTo: string;
  noShipTo: string;
  phone: string;
  email: string;
  shippingMethod: string;
  noShippingMethod: string;
  messageFrom: string;
  orderNote: string;
  openRequest: string;
  questions: string;
  reference: string;
  requestedOn: string;
  whySent: string;
  /** A label and its value on one line. */
  labelled: string;
  /** Ends a text that was too long for an email. */
  shortened: string;

  // The page on which the service answers.
  answerTo: string;
  /** Where the order is fulfilled once the service confirms. */
  confirmIntro: string;
  /** Where it is fulfilled already. */
  shippedIntro: string;
  trackingNumber: string;
  carrier: string;
  /** Stands in brackets behind a label. */
  optional: string;
  confirmButton: string;
  trackingButton: string;
  declineHeading: string;
  reason: string;
  declineButton: string;
  answerConfirmed: string;
  answerDeclined: string;
  requestCancelled: string;
  requestBusy: string;
  linkInvalid: string;
  linkExpired: string;
  tryAgain: string;
  previewLink: string;
  missingTracking: string;
  missingReason: string;
  answerTooLate: string;
  trackingRefused: string;

  // The email that tells a service what not to ship, and the page on which it answers that.
  cancelSubject: string;
  /** Where some of the request remains. `{count}` is the number of units not to ship. */
  cancelSubjectPart: PluralMessage;
  cancelBanner: string;
  /** `{heading}` is `stillToShip`. */
  cancelBannerPart: string;
  cancelHeading: PluralMessage;
  /** `{reference}` is the request's number. */
  cancelVoids: string;
  doNotShip: string;
  stillToShip: string;
  cancelAsk: string;
  cancelAnswer: string;
  cancelledOn: string;
  stoppedButton: string;
  shippedButton: string;
  stoppedSaid: string;
  shippedSaid: string;
  requestCancelledPart: string;

  // The email that tells a service of a new address, and its place on the page. It must not be taken for a new request.
  changeSubject: string;
  changeBanner: string;
  changeHeading: string;
  /** `{reference}` is the request's number. */
  changeAbout: string;
  newAddress: string;
  changeItems: string;
  changeAsk: string;
  changeAnswer: string;
  changedOn: string;
  readdressedButton: string;
  shippedBeforeButton: string;
  readdressedSaid: string;
  shippedBeforeSaid: string;

  /** Title of the paper that lies in the parcel. */
  packingSlip: string;
}

export type MessageKey = keyof Messages;
