import { isIPv4, isIPv6 } from 'node:net';

/** An address as the number that it is: how it was written no longer matters. */
export interface IpAddress {
  readonly family: 4 | 6;
  readonly bits: bigint;
}

/** All addresses that begin with the same bits, e.g. `10.0.0.0/8`. */
export interface IpNetwork extends IpAddress {
  readonly prefixLength: number;
}

const widthOf = { 4: 32, 6: 128 } as const;

/** Reads the usual spelling of IPv4 (four decimal parts) and any of IPv6 (RFC 4291 section 2.2); undefined for anything else. */
export function ipAddressOf(text: string): IpAddress | undefined {
  if (isIPv4(text)) return { family: 4, bits: bitsOfIpv4(text) };
  return isIPv6(text) && !text.includes('%') ? { family: 6, bits: bitsOfIpv6(text) } : undefined;
}

/** Reads `address/length`, or an address alone for itself; undefined when it is neither or has bits after its length. */
export function ipNetworkOf(text: string): IpNetwork | undefined {
  const [written, length, ...more] = text.split('/');
  const address = ipAddressOf(written ?? '');
  if (address === undefined || more.length > 0) return undefined;
  const width = widthOf[address.family];
  if (length !== undefined && !/^(0|[1-9][0-9]{0,2})$/.test(length)) return undefined;
  const prefixLength = length === undefined ? width : Number(length);
  if (prefixLength > width) return undefined;
  const network = { ...address, prefixLength };
  return prefixOf(address, prefixLength) << BigInt(width - prefixLength) === address.bits
    ? network
    : undefined;
}

/** Is the address in the network? One of the other family never is. */
export function isIn(address: IpAddress, network: IpNetwork): boolean {
  return (
    address.family === network.family &&
    prefixOf(address, network.prefixLength) === prefixOf(network, network.prefixLength)
  );
}

function prefixOf({ family, bits }: IpAddress, length: number): bigint {
  return bits >> BigInt(widthOf[family] - length);
}

function bitsOfIpv4(text: string): bigint {
  return text.split('.').reduce((bits, part) => (bits << 8n) | BigInt(part), 0n);
}

function bitsOfIpv6(text: string): bigint {
  const [before, after] = text.split('::').map(groupsOf);
  const missing = 8 - (before?.length ?? 0) - (after?.length ?? 0);
  const groups = [...(before ?? []), ...Array<bigint>(missing).fill(0n), ...(after ?? [])];
  return groups.reduce((bits, group) => (bits << 16n) | group, 0n);
}

function groupsOf(text: string): bigint[] {
  if (text === '') return [];
  return text.split(':').flatMap((group) => {
    if (!group.includes('.')) return [BigInt(`0x${group}`)];
    const ipv4 = bitsOfIpv4(group);
    return [ipv4 >> 16n, ipv4 & 0xffffn];
  });
}
