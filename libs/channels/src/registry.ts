import type { ChannelName } from '#libs/message';
import type { Channel, ChannelDeclaration } from './channel.js';
import { as2Channel } from './as2/as2.channel.js';
import { fileChannel } from './file/file.channel.js';
import { inboxChannel } from './inbox/inbox.channel.js';
import { restChannel } from './rest/rest.channel.js';
import { sftpChannel } from './sftp/sftp.channel.js';
import { sftpDropChannel } from './sftp-drop/sftp-drop.channel.js';
import { soapChannel } from './soap/soap.channel.js';
import { webhookChannel } from './webhook/webhook.channel.js';

/** The channels that we send over. What a channel needs to do so it loads when it first sends. */
export const channels: Readonly<Partial<Record<ChannelName, Channel>>> = {
  rest: restChannel,
  webhook: webhookChannel,
  file: fileChannel,
  as2: as2Channel,
  sftp: sftpChannel,
  soap: soapChannel,
};

/** Everything that a connection may be of: the channels that we send over, and those that partners fetch from. */
export const declarations: Readonly<Partial<Record<ChannelName, ChannelDeclaration>>> = {
  ...channels,
  inbox: inboxChannel,
  'sftp-drop': sftpDropChannel,
};

export function channelFor(name: ChannelName): Channel | undefined {
  return channels[name];
}
