import { ipAddressOf, ipNetworkOf, isIn, type IpAddress, type IpNetwork } from './ip-address.js';

/** IPv4 networks that are not the public internet: the special-purpose registry of RFC 6890 as of 2026, and one more. */
const reservedIpv4 = networks(
  '0.0.0.0/8', // this host
  '10.0.0.0/8', // private
  '100.64.0.0/10', // behind a carrier's NAT; metadata of one large cloud
  '127.0.0.0/8', // loopback
  '169.254.0.0/16', // link-local; metadata of most clouds
  '172.16.0.0/12', // private
  '192.0.0.0/24', // protocol assignments; metadata of one large cloud
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // 6to4 relays
  '192.168.0.0/16', // private
  '198.18.0.0/15', // measurements
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
  '168.63.129.16/32', // metadata of one large cloud, at an address that looks public
);

/** Of IPv6 only this is given out for the public internet (RFC 4291 section 2.4), ... */
const globalIpv6 = networks('2000::/3');

/** ... except these. */
const reservedIpv6 = networks(
  '2001::/23', // protocol assignments, among them Teredo, which carries IPv4
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which carries IPv4
  '3fff::/20', // documentation
);

/** Addresses of IPv6 that mean the IPv4 address in their last 32 bits. */
const carryingIpv4 = networks(
  '::ffff:0:0/96', // mapped
  '64:ff9b::/96', // NAT64 (RFC 6052); without it hosts of IPv4 could not be reached from networks of IPv6 only
);

/**
 * May a connection go there: is it an address of the public internet, or in one of the networks that the installation allows?
 * @param address as a resolver or a URL gives it
 */
export function isConnectable(address: string, allowed: readonly IpNetwork[]): boolean {
  const ip = ipAddressOf(address);
  if (ip === undefined) return false;
  const meant = carriedIpv4(ip) ?? ip;
  return allowed.some((network) => isIn(ip, network) || isIn(meant, network)) || isPublic(meant);
}

function isPublic(ip: IpAddress): boolean {
  if (ip.family === 4) return !isInOne(ip, reservedIpv4);
  return isInOne(ip, globalIpv6) && !isInOne(ip, reservedIpv6) && !isIsatap(ip);
}

function carriedIpv4(ip: IpAddress): IpAddress | undefined {
  return isInOne(ip, carryingIpv4) ? { family: 4, bits: ip.bits & 0xffff_ffffn } : undefined;
}

/** An interface id of ISATAP (RFC 5214 section 6.1) carries an IPv4 address behind any prefix. */
function isIsatap({ bits }: IpAddress): boolean {
  const upper = (bits >> 32n) & 0xffff_ffffn;
  return upper === 0x0000_5efen || upper === 0x0200_5efen;
}

function isInOne(ip: IpAddress, list: readonly IpNetwork[]): boolean {
  return list.some((network) => isIn(ip, network));
}

function networks(...texts: string[]): readonly IpNetwork[] {
  return texts.map((text) => ipNetworkOf(text)!);
}
