import { BusinessRecord } from './business-record.entity.js';
import { CustomerAlias } from './customer-alias.entity.js';
import { CustomerMember } from './customer-member.entity.js';
import { Customer } from './customer.entity.js';
import { MatchDecision } from './match-decision.entity.js';
import { PartyKeyEntry } from './party-key.entity.js';
import { PartyRecord } from './party-record.entity.js';
import { RecordKey } from './record-key.entity.js';
import { RecordParty } from './record-party.entity.js';

/** The tables of the customer store, for the data source's list. */
export const customerEntities = [
  PartyRecord,
  PartyKeyEntry,
  Customer,
  CustomerMember,
  CustomerAlias,
  MatchDecision,
  BusinessRecord,
  RecordParty,
  RecordKey,
];
