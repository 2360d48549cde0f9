import { describe, expect, it } from '@jest/globals';
import { codecs } from '#libs/codecs';
import { loadRouting } from '#libs/routing';
import { crossCheck } from './cross-check.js';

function problemsOf(destination: string, mapping = 'm'): string[] {
  const { table: routing } = loadRouting([
    {
      file: 'agreements/port.yaml',
      text: 'partner: port\nname: { zh: 港口, en: Port }\nchannels: [amqp]\nedi: { identities: [{ id: P }], own: { id: US } }\n',
    },
    {
      file: 'agreements/routes.yaml',
      text: `destinations:\n  - { id: out, partner: port, channel: amqp, mapping: ${mapping}, ${destination} }\n`,
    },
  ]);
  const parts = {
    routing,
    schemas: { has: () => true },
    mappings: [],
    mapping: () => ({}),
    canonical: (schema: string) => (schema.startsWith('canonical/') ? {} : undefined),
  };
  return crossCheck(parts as unknown as Parameters<typeof crossCheck>[0], codecs).map(
    ({ message }) => message.en,
  );
}

const edifact = 'format: edifact, schema: edifact/d00b/IFTSTA';

describe('the charset of a destination', () => {
  it('is one that its format can be written in', () => {
    expect(problemsOf(`${edifact}, edi: { charset: gb18030 }`)).toEqual([]);
    expect(problemsOf(edifact)).toEqual([]);
    expect(problemsOf('format: xml, schema: s, charset: gbk')).toEqual([]);
  });

  it('is told where there is no such charset, or separators would be lost in it', () => {
    const text = (format: string, charset: string): string =>
      `${format} is not written in the charset "${charset}".`;
    expect(problemsOf(`${edifact}, edi: { charset: utf-16le }`)).toEqual([text('edifact', 'utf-16le')]);
    expect(problemsOf(`${edifact}, edi: { charset: latin }`)).toEqual([text('edifact', 'latin')]);
    expect(problemsOf('format: xml, schema: s, charset: gb-18030-x')).toEqual([text('xml', 'gb-18030-x')]);
  });
});

describe('a destination that takes canonical messages as they are', () => {
  const report = 'canonical/statistics-report/1';

  it('names their schema as its mapping, and takes JSON or XML', () => {
    for (const format of ['json', 'xml'])
      expect(problemsOf(`format: ${format}, schema: ${report}`, report)).toEqual([]);
  });

  it('takes nothing else', () => {
    const text = `"${report}" leaves as it is: the schema has to be the same, and the format json or xml.`;
    expect(problemsOf('format: json, schema: sources/port/report', report)).toEqual([text]);
    expect(problemsOf(`format: csv, schema: ${report}`, report)).toEqual([text]);
  });
});
