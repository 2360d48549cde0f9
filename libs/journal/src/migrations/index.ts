import { MessageJournal1700000000100 } from './1700000000100-message-journal.js';
import { InterchangeReferences1700000000201 } from './1700000000201-interchange-references.js';
import { EdiExchange1700000000220 } from './1700000000220-edi-exchange.js';
import { Telemetry1700000000240 } from './1700000000240-telemetry.js';
import { JournalGrowth1700000000250 } from './1700000000250-journal-growth.js';
import { LaneLayout1700000000270 } from './1700000000270-lane-layout.js';
import { DestinationVersion1700000000301 } from './1700000000301-destination-version.js';
import { DeliveryQueue1700000000310 } from './1700000000310-delivery-queue.js';
import { DeliveryOrderKey1700000000311 } from './1700000000311-delivery-order-key.js';
import { AcknowledgedTests1700000000391 } from './1700000000391-acknowledged-tests.js';
import { Suspects1700000000400 } from './1700000000400-suspects.js';

/** All tables of the journal, in the order in which they came to be. */
export const journalMigrations = [
  MessageJournal1700000000100,
  InterchangeReferences1700000000201,
  EdiExchange1700000000220,
  Telemetry1700000000240,
  JournalGrowth1700000000250,
  LaneLayout1700000000270,
  DestinationVersion1700000000301,
  DeliveryQueue1700000000310,
  DeliveryOrderKey1700000000311,
  AcknowledgedTests1700000000391,
  Suspects1700000000400,
];
