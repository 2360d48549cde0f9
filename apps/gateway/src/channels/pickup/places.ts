import {
  FileFolder,
  SftpFolder,
  type ChannelContext,
  type FileSettings,
  type PickupSettings,
  type SftpSettings,
} from '#libs/channels';
import type { Connection, RoutingTable } from '#libs/routing';
import type { PickupFolder, PickupTerms } from './pick-up.js';

/** A folder of a partner that is looked into. */
export interface Place {
  readonly partner: string;
  /** Told apart from those of other partners. */
  readonly connection: string;
  readonly channel: PickupTerms['channel'];
  readonly pickup: PickupSettings;
  open(context: ChannelContext): Promise<PickupFolder>;
}

/** The folders that the configuration names, of partners that may send over their channel. */
export function placesOf(routing: RoutingTable): Place[] {
  return routing.partners.flatMap(({ id: partner, channels, connections }) =>
    [...connections.values()]
      .filter(({ channel }) => channels.includes(channel))
      .flatMap((connection): Place[] => {
        const opened = openerOf(connection);
        if (opened === undefined) return [];
        return [
          { partner, connection: `${partner}/${connection.name}`, channel: connection.channel, ...opened },
        ];
      }),
  );
}

function openerOf({ channel, settings }: Connection): Pick<Place, 'pickup' | 'open'> | undefined {
  const { pickup } = settings as { readonly pickup?: PickupSettings };
  if (pickup === undefined) return undefined;
  if (channel === 'sftp') {
    const place = { ...(settings as SftpSettings), pickup };
    return { pickup, open: (context) => SftpFolder.open(place, context) };
  }
  if (channel !== 'file') return undefined;
  const place = { ...(settings as FileSettings), pickup };
  return { pickup, open: async () => FileFolder.open(place) };
}
