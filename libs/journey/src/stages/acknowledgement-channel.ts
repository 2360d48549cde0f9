import type { ChannelName } from '#libs/message';
import type { Partner } from '#libs/routing';

/** The channel by which a partner wants its acknowledgements; undefined for its reply queue on our broker. */
export function acknowledgementChannel({
  acknowledgement: { connection },
  connections,
}: Pick<Partner, 'acknowledgement' | 'connections'>): ChannelName | undefined {
  return connection === undefined ? undefined : connections.get(connection)?.channel;
}
