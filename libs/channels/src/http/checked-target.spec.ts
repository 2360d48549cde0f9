import { describe, expect, it } from '@jest/globals';
import { addressesOf, allowedUrl } from './checked-target.js';
import { outboundPolicyFrom, strictOutboundPolicy, type OutboundPolicy } from './outbound-policy.js';

const verdict = (url: string, policy: OutboundPolicy = strictOutboundPolicy): string => {
  const target = allowedUrl(url, policy);
  return typeof target === 'string' ? target : 'allowed';
};

describe('a URL that a partner names', () => {
  it.each([
    ['https://partner.example/hooks?tenant=7', 'allowed'],
    ['https://partner.example:8443/hooks', 'allowed'],
    ['https://伙伴.example/hooks', 'allowed'],
    ['https://1.1.1.1/', 'allowed'],
    ['https://[2606:4700:4700::1111]/', 'allowed'],
    ['http://partner.example/', 'scheme'],
    ['ftp://partner.example/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['gopher://partner.example:443/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['//partner.example/', 'not-a-url'],
    ['partner.example', 'not-a-url'],
    ['https://', 'not-a-url'],
    ['https://[fe80::1%25eth0]/', 'not-a-url'],
    ['https://user@partner.example/', 'user'],
    ['https://partner.example:443@10.0.0.1/', 'user'],
    ['https://partner.example:22/', 'port'],
    ['https://partner.example:6379/', 'port'],
    ['https://partner.example:8080/', 'port'],
  ])('%s: %s', (url, expected) => {
    expect(verdict(url)).toBe(expected);
  });

  it.each([
    // loopback and this host, in every spelling that parsers of URLs know
    ...['127.0.0.1', '127.1', '127.255.255.254', '0.0.0.0', '0', '2130706433', '0x7f000001', '0x7f.1'],
    ...[
      '017700000001',
      '0177.0.0.1',
      '0177.0.0.01',
      '127.0.0.1.',
      '１２７.0.0.1',
      '127。0。0。1',
      '%31%32%37.0.0.1',
    ],
    ...['[::1]', '[::]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]'],
    // private, and behind a carrier
    ...[
      '10.0.0.1',
      '10.255.255.255',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '0xa.1',
      '012.0.0.1',
      '167772161',
    ],
    ...[
      '100.64.0.1',
      '100.127.255.255',
      '[fc00::1]',
      '[fd12:3456:789a::1]',
      '[::ffff:10.0.0.1]',
      '[fec0::1]',
    ],
    // link-local and the metadata of clouds
    ...['169.254.169.254', '0xa9fea9fe', '0251.0376.0251.0376', '2852039166', '169.254.43518', '[fe80::1]'],
    ...['[fd00:ec2::254]', '100.100.100.200', '192.0.0.192', '168.63.129.16', '[::ffff:a9fe:a9fe]'],
    // IPv6 that carries IPv4: NAT64, 6to4, Teredo, translated, ISATAP
    ...['[64:ff9b::7f00:1]', '[64:ff9b::169.254.169.254]', '[64:ff9b:1::1]', '[2002:7f00:1::1]', '[2001::1]'],
    ...['[::ffff:0:127.0.0.1]', '[2606:4700::5efe:10.0.0.1]', '[2606:4700::200:5efe:10.0.0.1]'],
    // multicast, broadcast, documentation, measurements, reserved
    ...[
      '224.0.0.1',
      '239.255.255.250',
      '255.255.255.255',
      '[ff02::1]',
      '240.0.0.1',
      '192.0.2.1',
      '198.51.100.1',
    ],
    ...['203.0.113.1', '198.18.0.1', '[2001:db8::1]', '[100::1]', '[3fff::1]', '[5f00::1]', '192.88.99.1'],
  ])('https://%s is no public address', (host) => {
    expect(verdict(`https://${host}/`)).toBe('address');
  });

  it.each(['9.255.255.255', '11.0.0.0', '172.15.255.255', '172.32.0.0', '100.63.255.255', '100.128.0.0'])(
    'https://%s, beside a reserved network, is public',
    (host) => expect(verdict(`https://${host}/`)).toBe('allowed'),
  );

  it.each(['[64:ff9b::8.8.8.8]', '[::ffff:8.8.8.8]', '[2400:3200::1]', '223.5.5.5'])(
    'https://%s is public, also where IPv6 carries it',
    (host) => expect(verdict(`https://${host}/`)).toBe('allowed'),
  );
});

describe('a name that is looked up', () => {
  const found = (...addresses: string[]): OutboundPolicy => ({
    ...strictOutboundPolicy,
    resolve: async () => addresses,
  });

  it('may be connected to only when every address is public', async () => {
    expect(await addressesOf('a.example', found('8.8.8.8', '2400:3200::1'))).toEqual([
      '8.8.8.8',
      '2400:3200::1',
    ]);
    expect(await addressesOf('a.example', found('8.8.8.8', '::ffff:192.168.0.1'))).toBe('address');
    expect(await addressesOf('a.example', found('fe80::1%eth0'))).toBe('address');
    expect(await addressesOf('a.example', found())).toBe('address');
    expect(await addressesOf('localhost', strictOutboundPolicy)).toBe('address');
  });
});

describe('the policy of an installation', () => {
  it('is public addresses by https at the usual ports, when nothing is said', () => {
    expect(outboundPolicyFrom({})).toEqual(strictOutboundPolicy);
  });

  it('allows what is named and nothing beside it', () => {
    const policy = outboundPolicyFrom({
      BIANZU_OUTBOUND_HTTP: 'true',
      BIANZU_OUTBOUND_PORTS: '80, 9000',
      BIANZU_OUTBOUND_NETWORKS: '10.20.0.0/16, fd00:1::/32',
    });
    expect(verdict('http://10.20.3.4:9000/', policy)).toBe('allowed');
    expect(verdict('http://[fd00:1::5]/', policy)).toBe('allowed');
    expect(verdict('http://[::ffff:10.20.0.1]/', policy)).toBe('allowed');
    expect(verdict('http://10.21.0.1/', policy)).toBe('address');
    expect(verdict('http://127.0.0.1/', policy)).toBe('address');
    expect(verdict('https://8.8.8.8/', policy)).toBe('port');
  });

  it.each([
    { BIANZU_OUTBOUND_NETWORKS: '10.0.0.1/8' },
    { BIANZU_OUTBOUND_NETWORKS: '10.0.0.0/33' },
    { BIANZU_OUTBOUND_NETWORKS: 'intranet' },
    { BIANZU_OUTBOUND_PORTS: '0' },
    { BIANZU_OUTBOUND_PORTS: 'https' },
  ])('is refused with a mistake: %j', (environment) => {
    expect(() => outboundPolicyFrom(environment)).toThrow(Object.keys(environment)[0]);
  });
});
