import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const attemptTimeoutSeconds = 2;

/** The destinations of the partner: one keeps the order per key, the other all of it. */
export const partnerDestinations = ['live-by-key', 'live-in-line'] as const;

const destination = (id: string, order: 'key' | 'destination'): string => `  - id: ${id}
    partner: live-partner
    channel: rest
    connection: ${id}
    order: ${order}
    mapping: sys-2/transport-order-to-demand
    schema: sources/sys-2/demand
    format: xml
    charset: gb18030
    retry: { firstDelay: PT1S, maxDelay: PT2S, attemptTimeout: PT${attemptTimeoutSeconds}S }
`;

const partner = (url: string): string => `partner: live-partner
name: { zh: 测试合作方, en: Partner of a test }
channels: [rest]
connections:
${partnerDestinations.map((id) => `  ${id}: { channel: rest, settings: { url: '${url}/${id}' } }`).join('\n')}
`;

/** What lets a process connect to it. */
export const partnerEnvironment = {
  BIANZU_OUTBOUND_HTTP: 'true',
  BIANZU_OUTBOUND_PORTS: 'any',
  BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
};

/** Orders go to the partner at this address besides. */
export function addPartner(configurationRoot: string, url: string): void {
  writeFileSync(join(configurationRoot, 'agreements/live-partner.yaml'), partner(url));
  const file = join(configurationRoot, 'agreements/routes.yaml');
  const [byKey, inLine] = partnerDestinations;
  writeFileSync(
    file,
    readFileSync(file, 'utf8')
      .replace('destinations: [sys-2-orders]', `destinations: [sys-2-orders, ${byKey}, ${inLine}]`)
      .replace(
        'destinations:\n',
        `destinations:\n${destination(byKey, 'key')}${destination(inLine, 'destination')}`,
      ),
  );
}
