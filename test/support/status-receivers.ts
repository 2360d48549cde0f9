import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A status as IFTSTA, with the least that there is in one. */
const mapping = `name: status-to-iftsta
from: { format: json, schema: canonical/transport-status/1 }
to: { format: edifact, schema: edifact/d00b/IFTSTA }
zone: Asia/Shanghai
map:
  BGM: { map: { C002: { map: { '1001': { value: '23' } } }, C106: { map: { '1004': documentId } }, '1225': { value: '9' } } }
  CNI:
    map:
      '1490': { value: '1' }
      C503: { map: { '1004': 'references[type=waybill]/value' } }
      STS:
        map:
          C601: { map: { '9015': { value: '1' } } }
          C555: { map: { '4405': { from: statusCode, table: { arrived: '1', departed: '31', loaded: '48' } } } }
          DTM: { map: { C507: { map: { '2005': { value: '334' }, '2380': { from: occurredAt, as: dateTime, output: '203' }, '2379': { value: '203' } } } } }
          FTX: { when: remarks, map: { '4451': { value: AAI }, C108: { map: { '4440': remarks } } } }
`;

const partner = (id: string, name: string): string => `partner: ${id}
name: { zh: 测试合作方, en: Partner of a test }
channels: [rest]
edi:
  identities: [{ id: ${name}, qualifier: ZZ }]
  own: { id: BIANZU, qualifier: ZZ }
  expect: { acknowledgementWithin: PT1H }
`;

const routes = `destinations:
  - id: harbour
    partner: harbour-edi
    channel: amqp
    mapping: test/status-to-iftsta
    schema: edifact/d00b/IFTSTA
    format: edifact
    edi: { level: UNOC }
  - id: shipper
    partner: shipper-x12
    channel: amqp
    mapping: shipper-x12/transport-status-to-214
    schema: x12/004010/214
    format: x12
routes:
  - { id: statuses, canonical: transport-status, destinations: [harbour, shipper] }
`;

export interface StatusReceivers {
  readonly configurationRoot: string;
  close(): void;
}

/** The example configuration with two partners that get every status: one as IFTSTA, one as 214 of X12. */
export function statusReceivers(): StatusReceivers {
  const root = mkdtempSync(join(tmpdir(), 'bianzu-configuration-'));
  for (const name of ['schemas', 'code-lists']) symlinkSync(resolve(name), join(root, name));
  for (const name of ['agreements', 'mappings']) cpSync(name, join(root, name), { recursive: true });
  addStatusReceivers(root);
  return { configurationRoot: root, close: () => rmSync(root, { recursive: true }) };
}

/** The same two in another configuration, which has the mappings of shipper-x12; nobody else gets anything. */
export function addStatusReceivers(root: string): void {
  mkdirSync(join(root, 'mappings/test'));
  writeFileSync(join(root, 'mappings/test/status-to-iftsta.yaml'), mapping);
  writeFileSync(join(root, 'agreements/harbour-edi.yaml'), partner('harbour-edi', 'HARBOUR'));
  writeFileSync(join(root, 'agreements/shipper-x12.yaml'), partner('shipper-x12', 'SHIPPER'));
  writeFileSync(join(root, 'agreements/routes.yaml'), routes);
}

/** CONTRL of the harbour about an interchange of ours: UCI with this action, 8 for the receipt, 7 or 4 for the content. */
export function contrl(reference: string, action: '4' | '7' | '8', own: string): string {
  return [
    `UNB+UNOC:3+HARBOUR:ZZ+BIANZU:ZZ+260315:0830+${own}`,
    'UNH+1+CONTRL:3:1:UN',
    `UCI+${reference}+BIANZU:ZZ+HARBOUR:ZZ+${action}${action === '4' ? '+13' : ''}`,
    'UNT+3+1',
    `UNZ+1+${own}`,
    '',
  ].join("'");
}

/** APERAK of the harbour that refuses the message of an interchange of ours. */
export function aperak(reference: string, own: string): string {
  return [
    `UNB+UNOC:3+HARBOUR:ZZ+BIANZU:ZZ+260315:0830+${own}`,
    'UNH+1+APERAK:D:00B:UN',
    'BGM++D1+27+RE',
    'DTM+137:202603150830:203',
    `RFF+ACW:${reference}`,
    'ERC+12',
    'UNT+6+1',
    `UNZ+1+${own}`,
    '',
  ].join("'");
}

/** TA1 and 997 of the shipper about an interchange of ours. */
export function functional(
  isa: string,
  group: string,
  { action, own }: { readonly action: 'A' | 'R'; readonly own: number },
): string {
  const number = String(own).padStart(9, '0');
  const set = action === 'A' ? ['AK5*A'] : ['AK3*B10*2**8', 'AK4*3*140*7*BZRL', 'AK5*R*5'];
  const body = [
    'ST*997*0001',
    `AK1*QM*${group}`,
    'AK2*214*0001',
    ...set,
    `AK9*${action}*1*1*${action === 'A' ? 1 : 0}`,
  ];
  return [
    `ISA*00*          *00*          *ZZ*SHIPPER        *ZZ*BIANZU         *260315*0830*U*00401*${number}*0*P*:`,
    `TA1*${isa}*260315*0830*A*000`,
    `GS*FA*SHIPPER*BIANZU*20260315*0830*${own}*X*004010`,
    ...body,
    `SE*${body.length + 1}*0001`,
    `GE*1*${own}`,
    `IEA*1*${number}`,
    '',
  ].join('~');
}
