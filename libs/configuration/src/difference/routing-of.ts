import { settingsErrors } from '#libs/channels';
import { loadRouting, type RoutingTable } from '#libs/routing';
import type { ConfigurationFiles } from '../configuration-files.js';

/** Partners, agreements and routes of a set of files; what is wrong in them is left out. */
export function routingOf({ files }: ConfigurationFiles): RoutingTable {
  const agreements = [...files]
    .filter(([place]) => place.startsWith('agreements/') && place.endsWith('.yaml'))
    .map(([file, { bytes }]) => ({ file, text: Buffer.from(bytes).toString('utf8') }));
  return loadRouting(agreements, settingsErrors).table;
}
