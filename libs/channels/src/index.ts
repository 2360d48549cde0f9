/** How bytes travel to and from partners: one folder for each channel, each with its settings, instructions and examples. */
export type { Channel, ChannelContext, Exchange, OutboundMessage, SendOutcome } from './channel.js';
