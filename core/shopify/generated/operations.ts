// Made by generate.ts from Admin API 2026-07 and ../operations/*.ts; change those and run `npm run codegen`.
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type BulkMutationErrorCode =
  | 'INTERNAL_FILE_SERVER_ERROR'
  | 'INVALID_MUTATION'
  | 'INVALID_STAGED_UPLOAD_FILE'
  | 'LIMIT_REACHED'
  | 'NO_SUCH_FILE'
  | 'OPERATION_IN_PROGRESS';

export type BulkOperationErrorCode =
  | 'ACCESS_DENIED'
  | 'INTERNAL_SERVER_ERROR'
  | 'TIMEOUT';

export type BulkOperationStatus =
  | 'CANCELED'
  | 'CANCELING'
  | 'COMPLETED'
  | 'CREATED'
  | 'EXPIRED'
  | 'FAILED'
  | 'RUNNING';

export type CountryCode =
  | 'AC'
  | 'AD'
  | 'AE'
  | 'AF'
  | 'AG'
  | 'AI'
  | 'AL'
  | 'AM'
  | 'AN'
  | 'AO'
  | 'AR'
  | 'AT'
  | 'AU'
  | 'AW'
  | 'AX'
  | 'AZ'
  | 'BA'
  | 'BB'
  | 'BD'
  | 'BE'
  | 'BF'
  | 'BG'
  | 'BH'
  | 'BI'
  | 'BJ'
  | 'BL'
  | 'BM'
  | 'BN'
  | 'BO'
  | 'BQ'
  | 'BR'
  | 'BS'
  | 'BT'
  | 'BV'
  | 'BW'
  | 'BY'
  | 'BZ'
  | 'CA'
  | 'CC'
  | 'CD'
  | 'CF'
  | 'CG'
  | 'CH'
  | 'CI'
  | 'CK'
  | 'CL'
  | 'CM'
  | 'CN'
  | 'CO'
  | 'CR'
  | 'CU'
  | 'CV'
  | 'CW'
  | 'CX'
  | 'CY'
  | 'CZ'
  | 'DE'
  | 'DJ'
  | 'DK'
  | 'DM'
  | 'DO'
  | 'DZ'
  | 'EC'
  | 'EE'
  | 'EG'
  | 'EH'
  | 'ER'
  | 'ES'
  | 'ET'
  | 'FI'
  | 'FJ'
  | 'FK'
  | 'FO'
  | 'FR'
  | 'GA'
  | 'GB'
  | 'GD'
  | 'GE'
  | 'GF'
  | 'GG'
  | 'GH'
  | 'GI'
  | 'GL'
  | 'GM'
  | 'GN'
  | 'GP'
  | 'GQ'
  | 'GR'
  | 'GS'
  | 'GT'
  | 'GW'
  | 'GY'
  | 'HK'
  | 'HM'
  | 'HN'
  | 'HR'
  | 'HT'
  | 'HU'
  | 'ID'
  | 'IE'
  | 'IL'
  | 'IM'
  | 'IN'
  | 'IO'
  | 'IQ'
  | 'IR'
  | 'IS'
  | 'IT'
  | 'JE'
  | 'JM'
  | 'JO'
  | 'JP'
  | 'KE'
  | 'KG'
  | 'KH'
  | 'KI'
  | 'KM'
  | 'KN'
  | 'KP'
  | 'KR'
  | 'KW'
  | 'KY'
  | 'KZ'
  | 'LA'
  | 'LB'
  | 'LC'
  | 'LI'
  | 'LK'
  | 'LR'
  | 'LS'
  | 'LT'
  | 'LU'
  | 'LV'
  | 'LY'
  | 'MA'
  | 'MC'
  | 'MD'
  | 'ME'
  | 'MF'
  | 'MG'
  | 'MK'
  | 'ML'
  | 'MM'
  | 'MN'
  | 'MO'
  | 'MQ'
  | 'MR'
  | 'MS'
  | 'MT'
  | 'MU'
  | 'MV'
  | 'MW'
  | 'MX'
  | 'MY'
  | 'MZ'
  | 'NA'
  | 'NC'
  | 'NE'
  | 'NF'
  | 'NG'
  | 'NI'
  | 'NL'
  | 'NO'
  | 'NP'
  | 'NR'
  | 'NU'
  | 'NZ'
  | 'OM'
  | 'PA'
  | 'PE'
  | 'PF'
  | 'PG'
  | 'PH'
  | 'PK'
  | 'PL'
  | 'PM'
  | 'PN'
  | 'PS'
  | 'PT'
  | 'PY'
  | 'QA'
  | 'RE'
  | 'RO'
  | 'RS'
  | 'RU'
  | 'RW'
  | 'SA'
  | 'SB'
  | 'SC'
  | 'SD'
  | 'SE'
  | 'SG'
  | 'SH'
  | 'SI'
  | 'SJ'
  | 'SK'
  | 'SL'
  | 'SM'
  | 'SN'
  | 'SO'
  | 'SR'
  | 'SS'
  | 'ST'
  | 'SV'
  | 'SX'
  | 'SY'
  | 'SZ'
  | 'TA'
  | 'TC'
  | 'TD'
  | 'TF'
  | 'TG'
  | 'TH'
  | 'TJ'
  | 'TK'
  | 'TL'
  | 'TM'
  | 'TN'
  | 'TO'
  | 'TR'
  | 'TT'
  | 'TV'
  | 'TW'
  | 'TZ'
  | 'UA'
  | 'UG'
  | 'UM'
  | 'US'
  | 'UY'
  | 'UZ'
  | 'VA'
  | 'VC'
  | 'VE'
  | 'VG'
  | 'VN'
  | 'VU'
  | 'WF'
  | 'WS'
  | 'XK'
  | 'YE'
  | 'YT'
  | 'ZA'
  | 'ZM'
  | 'ZW'
  | 'ZZ';

export type CurrencyCode =
  | 'AED'
  | 'AFN'
  | 'ALL'
  | 'AMD'
  | 'ANG'
  | 'AOA'
  | 'ARS'
  | 'AUD'
  | 'AWG'
  | 'AZN'
  | 'BAM'
  | 'BBD'
  | 'BDT'
  | 'BGN'
  | 'BHD'
  | 'BIF'
  | 'BMD'
  | 'BND'
  | 'BOB'
  | 'BRL'
  | 'BSD'
  | 'BTN'
  | 'BWP'
  | 'BYN'
  | 'BYR'
  | 'BZD'
  | 'CAD'
  | 'CDF'
  | 'CHF'
  | 'CLP'
  | 'CNY'
  | 'COP'
  | 'CRC'
  | 'CVE'
  | 'CZK'
  | 'DJF'
  | 'DKK'
  | 'DOP'
  | 'DZD'
  | 'EGP'
  | 'ERN'
  | 'ETB'
  | 'EUR'
  | 'FJD'
  | 'FKP'
  | 'GBP'
  | 'GEL'
  | 'GHS'
  | 'GIP'
  | 'GMD'
  | 'GNF'
  | 'GTQ'
  | 'GYD'
  | 'HKD'
  | 'HNL'
  | 'HRK'
  | 'HTG'
  | 'HUF'
  | 'IDR'
  | 'ILS'
  | 'INR'
  | 'IQD'
  | 'IRR'
  | 'ISK'
  | 'JEP'
  | 'JMD'
  | 'JOD'
  | 'JPY'
  | 'KES'
  | 'KGS'
  | 'KHR'
  | 'KID'
  | 'KMF'
  | 'KRW'
  | 'KWD'
  | 'KYD'
  | 'KZT'
  | 'LAK'
  | 'LBP'
  | 'LKR'
  | 'LRD'
  | 'LSL'
  | 'LTL'
  | 'LVL'
  | 'LYD'
  | 'MAD'
  | 'MDL'
  | 'MGA'
  | 'MKD'
  | 'MMK'
  | 'MNT'
  | 'MOP'
  | 'MRU'
  | 'MUR'
  | 'MVR'
  | 'MWK'
  | 'MXN'
  | 'MYR'
  | 'MZN'
  | 'NAD'
  | 'NGN'
  | 'NIO'
  | 'NOK'
  | 'NPR'
  | 'NZD'
  | 'OMR'
  | 'PAB'
  | 'PEN'
  | 'PGK'
  | 'PHP'
  | 'PKR'
  | 'PLN'
  | 'PYG'
  | 'QAR'
  | 'RON'
  | 'RSD'
  | 'RUB'
  | 'RWF'
  | 'SAR'
  | 'SBD'
  | 'SCR'
  | 'SDG'
  | 'SEK'
  | 'SGD'
  | 'SHP'
  | 'SLL'
  | 'SOS'
  | 'SRD'
  | 'SSP'
  | 'STD'
  | 'STN'
  | 'SYP'
  | 'SZL'
  | 'THB'
  | 'TJS'
  | 'TMT'
  | 'TND'
  | 'TOP'
  | 'TRY'
  | 'TTD'
  | 'TWD'
  | 'TZS'
  | 'UAH'
  | 'UGX'
  | 'USD'
  | 'USDC'
  | 'UYU'
  | 'UZS'
  | 'VED'
  | 'VEF'
  | 'VES'
  | 'VND'
  | 'VUV'
  | 'WST'
  | 'XAF'
  | 'XCD'
  | 'XOF'
  | 'XPF'
  | 'XXX'
  | 'YER'
  | 'ZAR'
  | 'ZMW';

export type DeliveryConditionField =
  | 'TOTAL_PRICE'
  | 'TOTAL_WEIGHT';

export type DeliveryConditionOperator =
  | 'GREATER_THAN_OR_EQUAL_TO'
  | 'LESS_THAN_OR_EQUAL_TO';

export type DeliveryCountryInput = {
  code?: CountryCode | null | undefined;
  includeAllProvinces?: boolean | null | undefined;
  provinces?: Array<DeliveryProvinceInput> | null | undefined;
  restOfWorld?: boolean | null | undefined;
};

export type DeliveryLocationGroupZoneInput = {
  countries?: Array<DeliveryCountryInput> | null | undefined;
  id?: string | null | undefined;
  methodDefinitionsToCreate?: Array<DeliveryMethodDefinitionInput> | null | undefined;
  methodDefinitionsToUpdate?: Array<DeliveryMethodDefinitionInput> | null | undefined;
  name?: string | null | undefined;
};

export type DeliveryMethodDefinitionInput = {
  active?: boolean | null | undefined;
  conditionsToUpdate?: Array<DeliveryUpdateConditionInput> | null | undefined;
  description?: string | null | undefined;
  id?: string | null | undefined;
  name?: string | null | undefined;
  participant?: DeliveryParticipantInput | null | undefined;
  priceConditionsToCreate?: Array<DeliveryPriceConditionInput> | null | undefined;
  rateDefinition?: DeliveryRateDefinitionInput | null | undefined;
  weightConditionsToCreate?: Array<DeliveryWeightConditionInput> | null | undefined;
};

export type DeliveryParticipantInput = {
  adaptToNewServices?: boolean | null | undefined;
  carrierServiceId?: string | null | undefined;
  fixedFee?: MoneyInput | null | undefined;
  id?: string | null | undefined;
  participantServices?: Array<DeliveryParticipantServiceInput> | null | undefined;
  percentageOfRateFee?: number | null | undefined;
};

export type DeliveryParticipantServiceInput = {
  active: boolean;
  name: string;
};

export type DeliveryPriceConditionInput = {
  criteria?: MoneyInput | null | undefined;
  operator?: DeliveryConditionOperator | null | undefined;
};

export type DeliveryProfileInput = {
  conditionsToDelete?: Array<string> | null | undefined;
  coversAllItems?: boolean | null | undefined;
  locationGroupsToCreate?: Array<DeliveryProfileLocationGroupInput> | null | undefined;
  locationGroupsToDelete?: Array<string> | null | undefined;
  locationGroupsToUpdate?: Array<DeliveryProfileLocationGroupInput> | null | undefined;
  methodDefinitionsToDelete?: Array<string> | null | undefined;
  name?: string | null | undefined;
  profileLocationGroups?: Array<DeliveryProfileLocationGroupInput> | null | undefined;
  sellingPlanGroupsToAssociate?: Array<string> | null | undefined;
  sellingPlanGroupsToDissociate?: Array<string> | null | undefined;
  variantsToAssociate?: Array<string> | null | undefined;
  variantsToDissociate?: Array<string> | null | undefined;
  zonesToDelete?: Array<string> | null | undefined;
};

export type DeliveryProfileLocationGroupInput = {
  id?: string | null | undefined;
  locations?: Array<string> | null | undefined;
  locationsToAdd?: Array<string> | null | undefined;
  locationsToRemove?: Array<string> | null | undefined;
  zonesToCreate?: Array<DeliveryLocationGroupZoneInput> | null | undefined;
  zonesToUpdate?: Array<DeliveryLocationGroupZoneInput> | null | undefined;
};

export type DeliveryProvinceInput = {
  code: string;
};

export type DeliveryRateDefinitionInput = {
  id?: string | null | undefined;
  price: MoneyInput;
};

export type DeliveryUpdateConditionInput = {
  criteria?: number | null | undefined;
  criteriaUnit?: string | null | undefined;
  field?: DeliveryConditionField | null | undefined;
  id: string;
  operator?: DeliveryConditionOperator | null | undefined;
};

export type DeliveryWeightConditionInput = {
  criteria?: WeightInput | null | undefined;
  operator?: DeliveryConditionOperator | null | undefined;
};

export type FulfillmentInput = {
  lineItemsByFulfillmentOrder: Array<FulfillmentOrderLineItemsInput>;
  notifyCustomer?: boolean | null | undefined;
  originAddress?: FulfillmentOriginAddressInput | null | undefined;
  trackingInfo?: FulfillmentTrackingInput | null | undefined;
};

export type FulfillmentOrderAction =
  | 'CANCEL_FULFILLMENT_ORDER'
  | 'CREATE_FULFILLMENT'
  | 'EXTERNAL'
  | 'HOLD'
  | 'MARK_AS_OPEN'
  | 'MERGE'
  | 'MOVE'
  | 'RELEASE_HOLD'
  | 'REPORT_PROGRESS'
  | 'REQUEST_CANCELLATION'
  | 'REQUEST_FULFILLMENT'
  | 'SPLIT';

export type FulfillmentOrderLineItemInput = {
  id: string;
  quantity: number;
};

export type FulfillmentOrderLineItemsInput = {
  fulfillmentOrderId: string;
  fulfillmentOrderLineItems?: Array<FulfillmentOrderLineItemInput> | null | undefined;
};

export type FulfillmentOrderMerchantRequestKind =
  | 'CANCELLATION_REQUEST'
  | 'FULFILLMENT_REQUEST';

export type FulfillmentOrderMoveFulfillmentOrderMoveUserErrorCode =
  | 'CANNOT_MOVE_FULFILLMENT_ORDER_WITH_REPORTED_PROGRESS';

export type FulfillmentOrderRequestStatus =
  | 'ACCEPTED'
  | 'CANCELLATION_ACCEPTED'
  | 'CANCELLATION_REJECTED'
  | 'CANCELLATION_REQUESTED'
  | 'CLOSED'
  | 'REJECTED'
  | 'SUBMITTED'
  | 'UNSUBMITTED';

export type FulfillmentOrderStatus =
  | 'CANCELLED'
  | 'CLOSED'
  | 'INCOMPLETE'
  | 'IN_PROGRESS'
  | 'ON_HOLD'
  | 'OPEN'
  | 'SCHEDULED';

export type FulfillmentOriginAddressInput = {
  address1?: string | null | undefined;
  address2?: string | null | undefined;
  city?: string | null | undefined;
  countryCode: string;
  provinceCode?: string | null | undefined;
  zip?: string | null | undefined;
};

export type FulfillmentServiceDeleteInventoryAction =
  | 'DELETE'
  | 'KEEP'
  | 'TRANSFER';

export type FulfillmentServiceType =
  | 'GIFT_CARD'
  | 'MANUAL'
  | 'THIRD_PARTY';

export type FulfillmentStatus =
  | 'CANCELLED'
  | 'ERROR'
  | 'FAILURE'
  | 'OPEN'
  | 'PENDING'
  | 'SUCCESS';

export type FulfillmentTrackingInput = {
  company?: string | null | undefined;
  number?: string | null | undefined;
  numbers?: Array<string> | null | undefined;
  url?: string | null | undefined;
  urls?: Array<string> | null | undefined;
};

export type InventoryAdjustQuantitiesInput = {
  changes: Array<InventoryChangeInput>;
  name: string;
  reason: string;
  referenceDocumentUri?: string | null | undefined;
};

export type InventoryAdjustQuantitiesUserErrorCode =
  | 'ADJUST_QUANTITIES_FAILED'
  | 'CHANGE_FROM_QUANTITY_STALE'
  | 'IDEMPOTENCY_CONCURRENT_REQUEST'
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  | 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED'
  | 'INTERNAL_LEDGER_DOCUMENT'
  | 'INVALID_AVAILABLE_DOCUMENT'
  | 'INVALID_INVENTORY_ITEM'
  | 'INVALID_LEDGER_DOCUMENT'
  | 'INVALID_LOCATION'
  | 'INVALID_QUANTITY_DOCUMENT'
  | 'INVALID_QUANTITY_NAME'
  | 'INVALID_QUANTITY_TOO_HIGH'
  | 'INVALID_QUANTITY_TOO_LOW'
  | 'INVALID_REASON'
  | 'INVALID_REFERENCE_DOCUMENT'
  | 'ITEM_NOT_STOCKED_AT_LOCATION'
  | 'MAX_ONE_LEDGER_DOCUMENT'
  | 'NON_MUTABLE_INVENTORY_ITEM'
  | 'SERVICE_UNAVAILABLE';

export type InventoryBulkToggleActivationInput = {
  activate: boolean;
  locationId: string;
};

export type InventoryBulkToggleActivationUserErrorCode =
  | 'CANNOT_DEACTIVATE_FROM_ONLY_LOCATION'
  | 'COMMITTED_AND_INCOMING_INVENTORY_AT_LOCATION'
  | 'COMMITTED_INVENTORY_AT_LOCATION'
  | 'FAILED_TO_STOCK_AT_LOCATION'
  | 'FAILED_TO_UNSTOCK_FROM_LOCATION'
  | 'GENERIC_ERROR'
  | 'INCOMING_INVENTORY_AT_LOCATION'
  | 'INVENTORY_ITEM_NOT_FOUND'
  | 'INVENTORY_MANAGED_BY_3RD_PARTY'
  | 'INVENTORY_MANAGED_BY_SHOPIFY'
  | 'LOCATION_NOT_FOUND'
  | 'MISSING_SKU'
  | 'RESERVED_INVENTORY_AT_LOCATION';

export type InventoryChangeInput = {
  changeFromQuantity?: number | null | undefined;
  delta: number;
  inventoryItemId: string;
  ledgerDocumentUri?: string | null | undefined;
  locationId: string;
};

export type MoneyInput = {
  amount: string;
  currencyCode: CurrencyCode;
};

export type WeightInput = {
  unit: WeightUnit;
  value: number;
};

export type WeightUnit =
  | 'GRAMS'
  | 'KILOGRAMS'
  | 'OUNCES'
  | 'POUNDS';

export type AcceptCancellationRequestMutationVariables = Exact<{
  id: string;
  message?: string | null | undefined;
}>;


export type AcceptCancellationRequestMutation = { fulfillmentOrderAcceptCancellationRequest: { fulfillmentOrder: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type AdjustAvailableMutationVariables = Exact<{
  input: InventoryAdjustQuantitiesInput;
  key: string;
}>;


export type AdjustAvailableMutation = { inventoryAdjustQuantities: { inventoryAdjustmentGroup: { id: string } | null, userErrors: Array<{ code: InventoryAdjustQuantitiesUserErrorCode | null, field: Array<string> | null, message: string }> } | null };

export type BulkOperationStateQueryVariables = Exact<{
  id: string;
}>;


export type BulkOperationStateQuery = { bulkOperation: { id: string, status: BulkOperationStatus, errorCode: BulkOperationErrorCode | null, url: string | null, partialDataUrl: string | null } | null };

export type CreateFulfillmentServiceMutationVariables = Exact<{
  name: string;
  callbackUrl: string;
}>;


export type CreateFulfillmentServiceMutation = { fulfillmentServiceCreate: { fulfillmentService: { id: string, serviceName: string, handle: string, type: FulfillmentServiceType, callbackUrl: string | null, location: { id: string, name: string } | null } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type DeleteFulfillmentServiceMutationVariables = Exact<{
  id: string;
  inventoryAction: FulfillmentServiceDeleteInventoryAction;
  destinationLocationId?: string | null | undefined;
}>;


export type DeleteFulfillmentServiceMutation = { fulfillmentServiceDelete: { deletedId: string | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type DeliveryProfilesQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type DeliveryProfilesQuery = { deliveryProfiles: { nodes: Array<{ id: string, name: string, default: boolean, profileLocationGroups: Array<{ locationGroup: { id: string, locations: { nodes: Array<{ id: string }> } }, locationGroupZones: { nodes: Array<{ zone: { id: string, name: string }, methodDefinitions: { nodes: Array<{ active: boolean }> } }> } }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type DestinationsQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type DestinationsQuery = { nodes: Array<
    | { id: string, destination: { firstName: string | null, lastName: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, zip: string | null, province: string | null, countryCode: CountryCode | null, phone: string | null, email: string | null } | null, order: { id: string, cancelledAt: string | null, shippingAddress: { firstName: string | null, lastName: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, zip: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null } }
    | Record<PropertyKey, never>
   | null> };

export type FulfillmentCancelMutationVariables = Exact<{
  id: string;
}>;


export type FulfillmentCancelMutation = { fulfillmentCancel: { fulfillment: { id: string, status: FulfillmentStatus } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type FulfillmentCreateMutationVariables = Exact<{
  fulfillment: FulfillmentInput;
}>;


export type FulfillmentCreateMutation = { fulfillmentCreate: { fulfillment: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type FulfillmentOrderAcceptMutationVariables = Exact<{
  id: string;
}>;


export type FulfillmentOrderAcceptMutation = { fulfillmentOrderAcceptFulfillmentRequest: { fulfillmentOrder: { id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type FulfillmentOrderCloseMutationVariables = Exact<{
  id: string;
  message?: string | null | undefined;
}>;


export type FulfillmentOrderCloseMutation = { fulfillmentOrderClose: { fulfillmentOrder: { id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type FulfillmentOrderLinesQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type FulfillmentOrderLinesQuery = { fulfillmentOrder: { lineItems: { nodes: Array<{ id: string, remainingQuantity: number, sku: string | null, productTitle: string, variantTitle: string | null, variant: { id: string } | null, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type FulfillmentOrderPlacesQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type FulfillmentOrderPlacesQuery = { nodes: Array<
    | { id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, assignedLocation: { location: { id: string } | null }, lineItems: { nodes: Array<{ remainingQuantity: number, inventoryItemId: string | null }> } }
    | Record<PropertyKey, never>
   | null> };

export type FulfillmentOrderSubmitMutationVariables = Exact<{
  id: string;
  lines?: Array<FulfillmentOrderLineItemInput> | null | undefined;
  message?: string | null | undefined;
  notifyCustomer?: boolean | null | undefined;
}>;


export type FulfillmentOrderSubmitMutation = { fulfillmentOrderSubmitFulfillmentRequest: { submittedFulfillmentOrder: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type FulfillmentOrdersToSendQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type FulfillmentOrdersToSendQuery = { nodes: Array<
    | { id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, supportedActions: Array<{ action: FulfillmentOrderAction }>, assignedLocation: { location: { id: string } | null }, deliveryMethod: { presentedName: string | null } | null, order: { id: string, name: string, processedAt: string, note: string | null, cancelledAt: string | null, shippingLine: { title: string } | null, shippingAddress: { firstName: string | null, lastName: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, zip: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null }, lineItems: { nodes: Array<{ id: string, remainingQuantity: number, totalQuantity: number, sku: string | null, productTitle: string, variantTitle: string | null, requiresShipping: boolean, image: { url: string } | null, weight: { value: number, unit: WeightUnit } | null, lineItem: { id: string, quantity: number, customAttributes: Array<{ key: string, value: string | null }>, discountedUnitPriceSet: { shopMoney: { amount: string, currencyCode: CurrencyCode } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } }, destination: { firstName: string | null, lastName: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, zip: string | null, province: string | null, countryCode: CountryCode | null, phone: string | null, email: string | null } | null }
    | Record<PropertyKey, never>
   | null> };

export type FulfillmentServicesQueryVariables = Exact<{ [key: string]: never; }>;


export type FulfillmentServicesQuery = { shop: { fulfillmentServices: Array<{ id: string, serviceName: string, handle: string, type: FulfillmentServiceType, callbackUrl: string | null, location: { id: string, name: string } | null }> } };

export type FulfillmentStatesQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type FulfillmentStatesQuery = { nodes: Array<
    | { id: string, status: FulfillmentStatus }
    | Record<PropertyKey, never>
   | null> };

export type FulfillmentTrackingUpdateMutationVariables = Exact<{
  fulfillmentId: string;
  trackingInfo: FulfillmentTrackingInput;
  notifyCustomer?: boolean | null | undefined;
}>;


export type FulfillmentTrackingUpdateMutation = { fulfillmentTrackingInfoUpdate: { fulfillment: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type FulfillmentsOfFulfillmentOrderQueryVariables = Exact<{
  id: string;
}>;


export type FulfillmentsOfFulfillmentOrderQuery = { fulfillmentOrder: { fulfillments: { nodes: Array<{ id: string, status: FulfillmentStatus, createdAt: string, fulfillmentLineItems: { nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } }> } } | null };

export type InventoryLevelsQueryVariables = Exact<{
  inventoryItemId: string;
  after?: string | null | undefined;
}>;


export type InventoryLevelsQuery = { inventoryItem: { inventoryLevels: { nodes: Array<{ id: string, isActive: boolean, location: { id: string, name: string, fulfillmentService: { id: string, serviceName: string } | null }, quantities: Array<{ name: string, quantity: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ItemsToMoveQueryVariables = Exact<{
  ids: Array<string>;
  destinationId: string;
}>;


export type ItemsToMoveQuery = { nodes: Array<
    | { id: string, sku: string | null, tracked: boolean, variant: { id: string, title: string, product: { title: string } }, inventoryLevel: { isActive: boolean, quantities: Array<{ name: string, quantity: number }> } | null }
    | Record<PropertyKey, never>
   | null> };

export type LineFactsFragment = { id: string, remainingQuantity: number, sku: string | null, productTitle: string, variantTitle: string | null, variant: { id: string } | null, lineItem: { id: string } };

export type LineItemTitlesQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type LineItemTitlesQuery = { nodes: Array<
    | { id: string, title: string, variantTitle: string | null, sku: string | null }
    | Record<PropertyKey, never>
   | null> };

export type LineToSendFragment = { id: string, remainingQuantity: number, totalQuantity: number, sku: string | null, productTitle: string, variantTitle: string | null, requiresShipping: boolean, image: { url: string } | null, weight: { value: number, unit: WeightUnit } | null, lineItem: { id: string, quantity: number, customAttributes: Array<{ key: string, value: string | null }>, discountedUnitPriceSet: { shopMoney: { amount: string, currencyCode: CurrencyCode } } } };

export type LinesToSendQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type LinesToSendQuery = { fulfillmentOrder: { lineItems: { nodes: Array<{ id: string, remainingQuantity: number, totalQuantity: number, sku: string | null, productTitle: string, variantTitle: string | null, requiresShipping: boolean, image: { url: string } | null, weight: { value: number, unit: WeightUnit } | null, lineItem: { id: string, quantity: number, customAttributes: Array<{ key: string, value: string | null }>, discountedUnitPriceSet: { shopMoney: { amount: string, currencyCode: CurrencyCode } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type LocationStateQueryVariables = Exact<{
  id: string;
}>;


export type LocationStateQuery = { location: { id: string, name: string, isActive: boolean, hasUnfulfilledOrders: boolean, fulfillmentService: { id: string } | null } | null };

export type LocationStockQueryVariables = Exact<{
  locationId: string;
  after?: string | null | undefined;
}>;


export type LocationStockQuery = { location: { inventoryLevels: { nodes: Array<{ isActive: boolean, quantities: Array<{ name: string, quantity: number }>, item: { tracked: boolean, variant: { id: string, title: string, sku: string | null, product: { id: string, title: string } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type MerchantLocationsQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type MerchantLocationsQuery = { locations: { nodes: Array<{ id: string, name: string, isFulfillmentService: boolean }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type MovableItemFragment = { id: string, sku: string | null, tracked: boolean, variant: { id: string, title: string, product: { title: string } }, inventoryLevel: { isActive: boolean, quantities: Array<{ name: string, quantity: number }> } | null };

export type MovableQuantitiesFragment = { quantities: Array<{ name: string, quantity: number }> };

export type MoveFulfillmentOrderMutationVariables = Exact<{
  id: string;
  newLocationId: string;
  lines?: Array<FulfillmentOrderLineItemInput> | null | undefined;
}>;


export type MoveFulfillmentOrderMutation = { fulfillmentOrderMove: { movedFulfillmentOrder: { id: string } | null, userErrors: Array<{ code: FulfillmentOrderMoveFulfillmentOrderMoveUserErrorCode | null, field: Array<string> | null, message: string }> } | null };

export type OrderFulfillmentOrdersQueryVariables = Exact<{
  id: string;
  after?: string | null | undefined;
}>;


export type OrderFulfillmentOrdersQuery = { order: { id: string, name: string, cancelledAt: string | null, fulfillmentOrders: { nodes: Array<{ id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, supportedActions: Array<{ action: FulfillmentOrderAction }>, assignedLocation: { name: string, location: { id: string } | null }, lineItems: { nodes: Array<{ id: string, remainingQuantity: number, sku: string | null, productTitle: string, variantTitle: string | null, variant: { id: string } | null, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type OrderFulfillmentsQueryVariables = Exact<{
  id: string;
}>;


export type OrderFulfillmentsQuery = { order: { fulfillments: Array<{ id: string, status: FulfillmentStatus, createdAt: string, fulfillmentLineItems: { nodes: Array<{ quantity: number | null, lineItem: { id: string } }> } }> } | null };

export type OrdersAtLocationQueryVariables = Exact<{
  locationId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type OrdersAtLocationQuery = { assignedFulfillmentOrders: { nodes: Array<{ id: string, orderId: string, orderName: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type OrdersFulfillmentOrdersQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type OrdersFulfillmentOrdersQuery = { nodes: Array<
    | { id: string, name: string, cancelledAt: string | null, fulfillmentOrders: { nodes: Array<{ id: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, supportedActions: Array<{ action: FulfillmentOrderAction }>, assignedLocation: { name: string, location: { id: string } | null }, lineItems: { nodes: Array<{ id: string, remainingQuantity: number, sku: string | null, productTitle: string, variantTitle: string | null, variant: { id: string } | null, lineItem: { id: string } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean } } }
    | Record<PropertyKey, never>
   | null> };

export type OrdersWithLinesAtLocationQueryVariables = Exact<{
  locationId: string;
  first: number;
  lines: number;
  after?: string | null | undefined;
}>;


export type OrdersWithLinesAtLocationQuery = { assignedFulfillmentOrders: { nodes: Array<{ id: string, orderId: string, orderName: string, status: FulfillmentOrderStatus, requestStatus: FulfillmentOrderRequestStatus, lineItems: { nodes: Array<{ id: string, remainingQuantity: number, inventoryItemId: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PrimaryLocationQueryVariables = Exact<{ [key: string]: never; }>;


export type PrimaryLocationQuery = { shop: { fulfillmentServices: Array<{ type: FulfillmentServiceType, location: { id: string, isActive: boolean } | null }> } };

export type ProductVariantsQueryVariables = Exact<{
  productId: string;
  first: number;
  after?: string | null | undefined;
}>;


export type ProductVariantsQuery = { product: { id: string, title: string, variants: { nodes: Array<{ id: string, title: string, sku: string | null, inventoryItem: { id: string, tracked: boolean, inventoryLevels: { nodes: Array<{ id: string, isActive: boolean, location: { id: string, name: string, fulfillmentService: { id: string, serviceName: string } | null }, quantities: Array<{ name: string, quantity: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type RejectFulfillmentRequestMutationVariables = Exact<{
  id: string;
  message?: string | null | undefined;
}>;


export type RejectFulfillmentRequestMutation = { fulfillmentOrderRejectFulfillmentRequest: { fulfillmentOrder: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type RequestedFulfillmentOrdersQueryVariables = Exact<{
  after?: string | null | undefined;
}>;


export type RequestedFulfillmentOrdersQuery = { assignedFulfillmentOrders: { nodes: Array<{ id: string, orderId: string, merchantRequests: { nodes: Array<{ kind: FulfillmentOrderMerchantRequestKind, message: string | null, requestOptions: unknown, sentAt: string }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type RunBulkMutationMutationVariables = Exact<{
  mutation: string;
  path: string;
  clientIdentifier?: string | null | undefined;
}>;


export type RunBulkMutationMutation = { bulkOperationRunMutation: { bulkOperation: { id: string, status: BulkOperationStatus } | null, userErrors: Array<{ code: BulkMutationErrorCode | null, field: Array<string> | null, message: string }> } | null };

export type ShopDetailsQueryVariables = Exact<{ [key: string]: never; }>;


export type ShopDetailsQuery = { shop: { name: string, contactEmail: string, ianaTimezone: string, currencyCode: CurrencyCode } };

export type StagedUploadMutationVariables = Exact<{
  filename: string;
}>;


export type StagedUploadMutation = { stagedUploadsCreate: { stagedTargets: Array<{ url: string | null, parameters: Array<{ name: string, value: string }> }> | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type StockLeftQueryVariables = Exact<{
  locationId: string;
  after?: string | null | undefined;
  withVariants: boolean;
}>;


export type StockLeftQuery = { location: { inventoryLevels: { nodes: Array<{ item: { id: string, sku: string | null, tracked: boolean, variant?: { id: string } }, quantities: Array<{ name: string, quantity: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type StockLevelFragment = { id: string, isActive: boolean, location: { id: string, name: string, fulfillmentService: { id: string, serviceName: string } | null }, quantities: Array<{ name: string, quantity: number }> };

export type StockToMoveQueryVariables = Exact<{
  locationId: string;
  destinationId: string;
  after?: string | null | undefined;
}>;


export type StockToMoveQuery = { location: { inventoryLevels: { nodes: Array<{ item: { id: string, sku: string | null, tracked: boolean, variant: { id: string, title: string, product: { title: string } }, inventoryLevel: { isActive: boolean, quantities: Array<{ name: string, quantity: number }> } | null }, quantities: Array<{ name: string, quantity: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } | null };

export type ToggleInventoryActivationMutationVariables = Exact<{
  inventoryItemId: string;
  updates: Array<InventoryBulkToggleActivationInput>;
}>;


export type ToggleInventoryActivationMutation = { inventoryBulkToggleActivation: { inventoryItem: { id: string } | null, userErrors: Array<{ code: InventoryBulkToggleActivationUserErrorCode | null, field: Array<string> | null, message: string }> } | null };

export type UpdateDeliveryProfileMutationVariables = Exact<{
  id: string;
  profile: DeliveryProfileInput;
}>;


export type UpdateDeliveryProfileMutation = { deliveryProfileUpdate: { profile: { id: string } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type UpdateFulfillmentServiceMutationVariables = Exact<{
  id: string;
  name: string;
  callbackUrl: string;
}>;


export type UpdateFulfillmentServiceMutation = { fulfillmentServiceUpdate: { fulfillmentService: { id: string, serviceName: string, location: { id: string } | null } | null, userErrors: Array<{ field: Array<string> | null, message: string }> } | null };

export type VariantCountsQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type VariantCountsQuery = { nodes: Array<
    | { id: string, variantsCount: { count: number } | null }
    | Record<PropertyKey, never>
   | null> };

export type VariantsByIdQueryVariables = Exact<{
  ids: Array<string>;
}>;


export type VariantsByIdQuery = { nodes: Array<
    | { id: string, title: string, sku: string | null, product: { title: string }, inventoryItem: { id: string, tracked: boolean, inventoryLevels: { nodes: Array<{ id: string, isActive: boolean, location: { id: string, name: string, fulfillmentService: { id: string, serviceName: string } | null }, quantities: Array<{ name: string, quantity: number }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } } }
    | Record<PropertyKey, never>
   | null> };

export type WhereToFragment = { destination: { firstName: string | null, lastName: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, zip: string | null, province: string | null, countryCode: CountryCode | null, phone: string | null, email: string | null } | null, order: { id: string, cancelledAt: string | null, shippingAddress: { firstName: string | null, lastName: string | null, company: string | null, address1: string | null, address2: string | null, city: string | null, zip: string | null, province: string | null, provinceCode: string | null, countryCodeV2: CountryCode | null, phone: string | null } | null } };
