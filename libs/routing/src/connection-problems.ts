import type { ErrorObject } from 'ajv';
import { didYouMean, schemaProblems, type KeyPath, type SourceFile } from '#libs/checked-yaml';
import type { ConfigurationProblem } from '#libs/message';
import type { Partner } from './agreement.js';
import type { DestinationPart } from './partner-file.js';
import type { ConnectedChannel } from './terms-of-delivery.js';

/** What a channel's schema says against settings; undefined when nothing is sent over such a channel. */
export type CheckSettings = (
  channel: ConnectedChannel,
  settings: object,
) => readonly ErrorObject[] | undefined;

/** What is wrong with the settings of a partner's connections. */
export function settingsProblems(
  partner: Partner,
  source: SourceFile,
  check: CheckSettings,
): ConfigurationProblem[] {
  return [...partner.connections.values()].flatMap(({ name, channel, settings }) => {
    const errors = check(channel, settings);
    if (errors === undefined) {
      const en = `no connection can be of channel ${channel}`;
      return [source.problem(['connections', name, 'channel'], `没有可用于连接的通道 ${channel}`, en)];
    }
    const at = `/connections/${name}/settings`;
    return schemaProblems(
      source,
      errors.map((error) => ({ ...error, instancePath: at + error.instancePath })),
    );
  });
}

/** A destination and where it stands: in its partner's file, or among those of `routes.yaml`. */
export interface PlacedDestination {
  readonly part: DestinationPart;
  readonly at: KeyPath;
  readonly source: SourceFile;
}

/** What is wrong with the way in which messages reach a destination. */
export function connectionProblems(
  { part, at, source }: PlacedDestination,
  partner: Partner | undefined,
): ConfigurationProblem[] {
  const { channel, connection } = part;
  if (partner === undefined) return [];
  if (channel === 'amqp') {
    if (part.state === 'suspended') {
      const en = 'a destination of amqp cannot be suspended: its queue keeps everything until it is read';
      return [source.problem([...at, 'state'], 'amqp 目的地不能暂停：其队列会一直保留报文', en)];
    }
    if (connection === undefined) return [];
    const en = '"connection" is not for amqp, which is our own broker';
    return [source.problem([...at, 'connection'], 'amqp 为本方消息中间件，不用“connection”', en)];
  }
  if (connection !== undefined) return namedConnection(part, partner, [...at, 'connection'], source);
  const ofChannel = [...partner.connections.values()].filter((one) => one.channel === channel);
  if (ofChannel.length === 1) return [];
  const names = ofChannel.map(({ name }) => name).join(', ');
  const zh =
    names === ''
      ? `合作方 ${partner.id} 没有通道为 ${channel} 的连接`
      : `合作方 ${partner.id} 有多个 ${channel} 连接，请用“connection”指定：${names}`;
  const en =
    names === ''
      ? `the partner ${partner.id} has no connection of channel ${channel}`
      : `the partner ${partner.id} has several connections of channel ${channel}; "connection" must name one of ${names}`;
  return [source.problem([...at, 'channel'], zh, en)];
}

function namedConnection(
  { channel, connection = '' }: DestinationPart,
  partner: Partner,
  at: KeyPath,
  source: SourceFile,
): ConfigurationProblem[] {
  const known = partner.connections.get(connection);
  if (known === undefined) return missingConnection(connection, partner, at, source);
  if (known.channel === channel) return [];
  const en = `the connection "${connection}" is of channel ${known.channel}, not ${channel}`;
  return [source.problem(at, `连接“${connection}”的通道为 ${known.channel}，不是 ${channel}`, en)];
}

/** The connection that acknowledgements leave by. */
export function acknowledgementConnectionProblems(
  partner: Partner,
  source: SourceFile,
): ConfigurationProblem[] {
  const { connection } = partner.acknowledgement;
  if (connection === undefined || partner.connections.has(connection)) return [];
  return missingConnection(connection, partner, ['acknowledgement', 'connection'], source);
}

function missingConnection(
  name: string,
  partner: Partner,
  at: KeyPath,
  source: SourceFile,
): ConfigurationProblem[] {
  const meant = didYouMean(name, partner.connections.keys());
  const zh = meant === undefined ? '' : `，是否应为“${meant}”？`;
  const en = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return [
    source.problem(
      at,
      `合作方 ${partner.id} 没有连接“${name}”${zh}`,
      `the partner ${partner.id} has no connection "${name}"${en}`,
    ),
  ];
}
