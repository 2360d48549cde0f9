import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { ipNetworkOf } from './ip-address.js';
import type { OutboundPolicy } from './outbound-policy.js';
import { isConnectable } from './public-address.js';

/** Why a URL may not be connected to. */
export type Forbidden = 'not-a-url' | 'scheme' | 'user' | 'port' | 'address';

/** A URL whose form is allowed; its host name is not looked up yet. */
export interface AllowedUrl {
  readonly url: URL;
  /** Without the brackets of IPv6. */
  readonly hostname: string;
}

/** Everything about a URL that can be said without asking a resolver. */
export function allowedUrl(text: string, policy: OutboundPolicy): AllowedUrl | Forbidden {
  if (!URL.canParse(text)) return 'not-a-url';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(policy.http && url.protocol === 'http:')) return 'scheme';
  if (url.username !== '' || url.password !== '') return 'user';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (policy.ports !== 'any' && !policy.ports.includes(port)) return 'port';
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return isIP(hostname) !== 0 && !mayConnect([hostname], policy) ? 'address' : { url, hostname };
}

/**
 * The addresses of a host that may be connected to. A name with even one forbidden address is forbidden: who controls the name
 * would else choose among them. Whoever connects must use exactly these, for a second look may find others.
 * @throws what the resolver throws
 */
export async function addressesOf(
  hostname: string,
  policy: OutboundPolicy,
): Promise<readonly string[] | Forbidden> {
  if (isIP(hostname) !== 0) return mayConnect([hostname], policy) ? [hostname] : 'address';
  const found = await (policy.resolve ?? systemAddresses)(hostname);
  return mayConnect(found, policy) ? found : 'address';
}

/** What stands in answers to partners; it does not tell what a name stands for inside the carrier's network. */
export const forbiddenWords: Readonly<Record<Forbidden, { readonly zh: string; readonly en: string }>> = {
  'not-a-url': { zh: '不是 URL。', en: 'it is not a URL' },
  scheme: { zh: '只允许 https。', en: 'only https is allowed' },
  user: { zh: 'URL 中不允许有用户名或口令。', en: 'a URL with a user or a password is not allowed' },
  port: { zh: '不允许此端口。', en: 'this port is not allowed' },
  address: { zh: '该主机没有允许连接的地址。', en: 'the host has no address that may be connected to' },
};

function mayConnect(addresses: readonly string[], { networks }: OutboundPolicy): boolean {
  const allowed = networks.flatMap((network) => ipNetworkOf(network) ?? []);
  return addresses.length > 0 && addresses.every((address) => isConnectable(address, allowed));
}

async function systemAddresses(hostname: string): Promise<readonly string[]> {
  return (await lookup(hostname, { all: true })).map(({ address }) => address);
}
