import { describe, expect, it } from '@jest/globals';
import { loadCodeLists } from '#libs/base-data';
import { codecFor } from '#libs/codecs';
import { hasErrors, type Issue } from '#libs/message';
import { SchemaLibrary } from '#libs/validation';
import { simulateDay } from './day.js';
import type { Transmission } from './transmission.js';

const { lists } = loadCodeLists('code-lists');
const library = new SchemaLibrary({ schemasRoot: 'schemas/sources', codeLists: lists });
const { transmissions } = simulateDay({ seed: 3, scale: 0.2 });

/** Faults that lie in one message alone; the others need a journal or a directory of partners. */
const betweenMessages = ['exact-duplicate', 'reference-conflict', 'unknown-sender'];

function schemaOf(sent: Transmission): string {
  const text = Buffer.from(sent.bytes.subarray(0, 400)).toString('latin1');
  if (sent.system === 'sys-4') return `sys-4/${/"msgType":"(\w+)"/.exec(text)![1]!}`;
  if (sent.system === 'sys-5') return 'sys-5/equipment-event';
  const schemas: Record<string, string> = {
    KHDD: 'sys-1/order',
    KHXX: 'sys-1/party',
    XQSL: 'sys-2/demand',
    QCTB: 'sys-2/wagon-request',
  };
  return schemas[/<([A-Z]{4})>/.exec(text)![1]!]!;
}

function issuesOf(sent: Transmission): readonly Issue[] {
  const declared = /charset=(.+)/.exec(sent.contentType)?.[1];
  const format = sent.contentType.startsWith('application/json') ? 'json' : 'xml';
  const { document, issues } = codecFor(format).decode(
    sent.bytes,
    declared === undefined ? {} : { charset: declared },
  );
  return hasErrors(issues) || document === undefined ? issues : library.validate(document, schemaOf(sent));
}

describe.each(['sys-1', 'sys-2', 'sys-4', 'sys-5'] as const)('the messages of %s', (system) => {
  it('are valid where they should be, and show the fault that they are said to have', () => {
    for (const sent of transmissions[system]) {
      const { verdict, fault = '', issueCodes = [] } = sent.expectation;
      const codes: string[] = issuesOf(sent).map(({ code }) => code);
      if (verdict === 'accepted' || betweenMessages.includes(fault)) {
        expect({ id: sent.id, codes }).toEqual({ id: sent.id, codes: [] });
      } else {
        const isTold = codes.some((code) => issueCodes.includes(code));
        expect({ id: sent.id, fault, codes, isTold }).toMatchObject({ isTold: true });
      }
    }
  });
});

describe('the files of sys-6', () => {
  it.each([
    [1, 'sys-6/parcel'],
    [2, 'sys-6/parcel-status'],
  ])('show in file %i the faults that they are said to have, line by line', async (place, schema) => {
    const sent = transmissions['sys-6'][place]!;
    const { format, options } = library.table(schema)!.codec();
    const codec = codecFor(format);
    const lines = sent.expectation.lines!;
    const faulty = new Map(lines.faults.map((fault) => [fault.record, fault]));
    let count = 0;
    for await (const part of codec.split!(asynchronous(sent.chunks()), options)) {
      count += 1;
      const { document, issues } = codec.decode(part.bytes, { ...options, ...part.context });
      const all = [
        ...part.issues,
        ...issues,
        ...(document === undefined ? [] : library.validate(document, schema)),
      ];
      const codes: string[] = all.map(({ code }) => code);
      const expected = faulty.get(count);
      const isAlone = expected !== undefined && !betweenMessages.includes(expected.fault);
      const isRight = isAlone ? codes.some((code) => expected.issueCodes.includes(code)) : codes.length === 0;
      expect({ count, expected, codes, isRight }).toMatchObject({ isRight: true });
    }
    expect(count).toBe(lines.total);
  });

  it('show a wrong charset as a whole', () => {
    const sent = transmissions['sys-6'][0]!;
    const { options } = library.table('sys-6/parcel')!.codec();
    const codes: string[] = codecFor('csv')
      .decode(sent.bytes, options)
      .issues.map(({ code }) => code);
    expect(sent.expectation.issueCodes).toContain(codes[0]);
  });
});

async function* asynchronous(chunks: Iterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield* chunks;
}
