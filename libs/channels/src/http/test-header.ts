import type { OutboundMessage } from '../channel.js';

/** Says over HTTP that a message tries an agreement out; real ones say nothing. */
export function testHeader({ isTest }: Pick<OutboundMessage, 'isTest'>): Record<string, string> {
  return isTest === true ? { 'bianzu-test': 'true' } : {};
}
