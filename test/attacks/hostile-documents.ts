import { describe, expect, it } from '@jest/globals';
import type { HubClient, SendOptions } from '../support/hub-client.js';
import type { Installation } from '../support/installation.js';
import { keyAccountOrder, sample } from '../support/samples.js';

const repeated = (text: string, times = 2_000): string => text.repeat(times);
const numbered = (text: (number: number) => string, times = 2_000): string =>
  Array.from({ length: times }, (_, number) => text(number)).join('');

/** What is put before the first member of an order in JSON. */
const members: Readonly<Record<string, string>> = {
  'members of the prototype': `"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},`,
  'objects in objects': `"x":${repeated('{"a":')}1${repeated('}')},`,
  'lists in lists': `"x":${repeated('[', 20_000)}${repeated(']', 20_000)},`,
  'a number without an end': `"x":${repeated('9', 40_000)},`,
  'numbers beyond all numbers': `"x":1e99999999,"y":-1e-99999999,`,
  'members without an end': numbered((number) => `"k${number}":1,`),
  'the same member again and again': repeated('"k":1,', 1_000),
  'halves of characters and NUL': '"x":"\\ud800","\\u0000":"\\u0000",',
  'a second sender': '"sender":"DKHXT",',
};

/** What is put into the root element of an order in XML. */
const attributes: Readonly<Record<string, string>> = {
  'attributes without an end': numbered((number) => ` a${number}="1"`),
  'the same attribute again and again': repeated(' a="1"'),
  'namespaces without an end': numbered((number) => ` xmlns:a${number}="u${number}"`, 1_000),
  'an attribute without an end': ` a="${repeated('x', 40_000)}"`,
  'a NUL by its number': ' a="&#0;"',
};

/** What is put before its first element. */
const elements: Readonly<Record<string, string>> = {
  'elements beside elements': repeated('<a/>', 8_000),
  'elements in elements': `${repeated('<a xmlns="u">')}${repeated('</a>')}`,
  'a file by XInclude':
    '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>',
  'an entity that nobody has declared': '<a>&passwd;</a>',
};

/** Documents that are made to break what reads them; the limit of a body is 64 KiB here. */
export function describeHostileDocuments(hub: () => Installation): void {
  const told = async (client: HubClient, bytes: Buffer | string, options: SendOptions): Promise<object> => {
    const view = await client.settled(await client.taken(bytes, options));
    const text = JSON.stringify(view);
    return {
      isKept: ['refused', 'quarantined'].includes(view.state),
      canonical: view.canonical,
      told: text.includes('root:'),
      isShort: text.length < 3_000_000,
    };
  };
  const asItShould = { isKept: true, canonical: [], told: false, isShort: true };

  describe('a document that is made to break its reader', () => {
    it('is refused with its faults in JSON, and leaves nothing behind in the process', async () => {
      const client = await hub().client('sys-4');
      const order = sample('sys-4/samples/order.json', 'utf-8').toString();
      for (const [name, text] of Object.entries(members)) {
        const outcome = await told(client, order.replace('{', `{${text}`), {
          contentType: 'application/json',
        });
        expect({ name, ...outcome }).toEqual({ name, ...asItShould });
      }
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
    });

    it('is refused with its faults in XML', async () => {
      const client = await hub().client('sys-1');
      const order = keyAccountOrder({ reference: 'DK2026031600019001', order: 'DD2026031619001' }).toString(
        'latin1',
      );
      const hostile = [
        ...Object.entries(attributes).map(
          ([name, text]) => [name, order.replace('<KHDD', `<KHDD${text}`)] as const,
        ),
        ...Object.entries(elements).map(
          ([name, text]) => [name, order.replace('<BWT>', `${text}<BWT>`)] as const,
        ),
      ];
      for (const [name, text] of hostile) {
        const bytes = Buffer.from(text, 'latin1');
        const outcome = await told(client, bytes, { contentType: 'application/xml' });
        // namespaces that nobody uses are no fault
        const isFault = name !== 'namespaces without an end';
        expect({ name, ...outcome }).toMatchObject(isFault ? { name, ...asItShould } : { name, told: false });
      }
    });

    it('is refused as CSV that has no lines but a header, or quotes without an end', async () => {
      const client = await hub().client('sys-6');
      for (const text of [
        `${repeated('a,', 30_000)}\n1\n`,
        repeated('"', 60_000),
        `a\n${repeated('"x"y,', 9_000)}\n`,
      ]) {
        const options = { contentType: 'text/csv', fileName: 'LSKY_1.csv' };
        const view = await client.settled(await client.taken(text, options));
        expect(['refused', 'split']).toContain(view.state);
        expect(JSON.stringify(view).length).toBeLessThan(100_000);
      }
    });

    it('is one message when it looks like several: multipart is no format of ours', async () => {
      const client = await hub().client('sys-1');
      const order = keyAccountOrder({ reference: 'DK2026031600019002', order: 'DD2026031619002' }).toString(
        'latin1',
      );
      const part = (boundary: string): string =>
        `--${boundary}\r\nContent-Type: application/xml\r\n\r\n${order}\r\n`;
      for (const text of [
        `${part('b')}--b--`,
        part('c').repeat(2),
        `${part('b')}--b\r\nContent-Type: multipart/mixed`,
      ])
        expect(
          await told(client, Buffer.from(text, 'latin1'), { contentType: 'multipart/mixed; boundary=b' }),
        ).toEqual(asItShould);
    });

    it('is a wrong request to the interfaces that take JSON', async () => {
      const operator = await hub().client('operator');
      const told = (text: string): Promise<{ status: number }> =>
        operator.tell('POST', '/v1/people', text, { 'content-type': 'application/json' });
      for (const text of [
        `{${members['members of the prototype']!}"name":"li"}`,
        `{"name":${repeated('[', 20_000)}`,
        `{"name":${repeated('9', 40_000)}}`,
        `{${repeated('"name":"x",', 1_000)}"name":1}`,
        '"__proto__"',
      ])
        expect([400, 413]).toContain((await told(text)).status);
    });
  });
}
