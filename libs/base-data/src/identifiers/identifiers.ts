import { awb } from './awb.js';
import { cnWagonNumber } from './cn-wagon-number.js';
import { containerNumber } from './container-number.js';
import { creditCode } from './credit-code.js';
import type { IdentifierCheck, IdentifierName } from './identifier-check.js';
import { phone } from './phone.js';
import { residentId } from './resident-id.js';
import { uicWagonNumber } from './uic-wagon-number.js';
import { demandNumber, waybillNumber } from './waybill-number.js';

export type { IdentifierCheck, IdentifierName, IdentifierResult } from './identifier-check.js';

/** Every identifier that a schema, a rule or a mapping may name. */
export const identifiers: Readonly<Record<IdentifierName, IdentifierCheck>> = Object.freeze({
  'credit-code': creditCode,
  'container-number': containerNumber,
  'uic-wagon-number': uicWagonNumber,
  'cn-wagon-number': cnWagonNumber,
  'waybill-number': waybillNumber,
  'demand-number': demandNumber,
  'resident-id': residentId,
  phone,
  awb,
});
