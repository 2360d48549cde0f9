import { DeliveriesController } from './deliveries.controller.js';
import { DestinationsController } from './destinations.controller.js';
import { InboxController } from './inbox.controller.js';
import { PartnerPauseController } from './partner-pause.controller.js';

/** What partners and operators see of deliveries, and do with them. */
export const deliveryControllers = [
  DeliveriesController,
  DestinationsController,
  InboxController,
  PartnerPauseController,
];
