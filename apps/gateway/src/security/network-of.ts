import { isIPv6 } from 'node:net';

/**
 * Who is likely behind an address: an IPv4 address as it is, also when it is written as an IPv6 one (RFC 4291 2.5.5.2); of
 * IPv6 the first 64 bits, because whoever has one of these has all of them.
 */
export function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.replace(/%.*$/, '').toLowerCase().split('::');
  const groups = head.split(':').filter((group) => group !== '');
  // zeros that are left out, up to the eight groups that there are
  const rest = tail === undefined ? [] : tail.split(':').filter((group) => group !== '');
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0');
  const first = [...groups, ...zeros, ...rest].slice(0, 4);
  return `${first.map((group) => group.replace(/^0+(?=.)/, '')).join(':')}::/64`;
}
