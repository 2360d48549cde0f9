import { deadly } from './faults/deadly.js';
import { cutsAndSilence } from './faults/network.js';
import { disk } from './faults/disk.js';
import type { Fault } from './faults/fault.js';
import { files } from './faults/files.js';
import { kills } from './faults/kills.js';
import { oddities } from './faults/oddities.js';
import { partnerFaults } from './faults/partner.js';
import { servers } from './faults/servers.js';

/** Everything that can go wrong, by its name. */
export const faults: Readonly<Record<string, Fault>> = {
  ...kills,
  ...cutsAndSilence,
  ...oddities,
  ...disk,
  ...deadly,
  ...files,
  ...partnerFaults,
  ...servers,
};
