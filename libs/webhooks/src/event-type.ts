/** Before the name of every event: reverse of the domain, as CloudEvents 1.0 asks for (section "type"). */
const prefix = 'cn.bianzu.';

/** What became of a message of the partner's own. */
export const verdictTypes = {
  accepted: `${prefix}message.accepted.v1`,
  refused: `${prefix}message.refused.v1`,
} as const;

/** Events that are about the webhook itself; nobody subscribes to them. */
export const ownTypes = {
  ping: `${prefix}webhook.ping.v1`,
  challenge: `${prefix}webhook.challenge.v1`,
} as const;

/** The event that tells of a canonical message: `cn.bianzu.transport-status.v1`. */
export function canonicalEventType(type: string, version: number): string {
  return `${prefix}${type}.v${version}`;
}

/** The canonical message that an event tells of; undefined when it is none of those. */
export function canonicalOfEvent(
  name: string,
): { readonly type: string; readonly version: number } | undefined {
  const [, type, version] = /^cn\.bianzu\.([a-z][a-z0-9-]*)\.v([1-9]\d{0,5})$/.exec(name) ?? [];
  return type === undefined ? undefined : { type, version: Number(version) };
}
