import type { LiveConfiguration } from '#libs/runtime';

/** Partners are a closed list; everybody else shares one name in the metrics, however they call themselves. */
export function partnerLabel(
  sender: string | undefined,
  { current }: Pick<LiveConfiguration, 'current'>,
): string {
  return sender !== undefined && current.routing.partner(sender) !== undefined ? sender : 'unknown';
}
