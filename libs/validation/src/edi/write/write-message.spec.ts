import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Document, DocumentNode } from '#libs/message';
import { SchemaLibrary } from '../../schema-library.js';
import { DefinitionLibrary } from '../definitions/definition-library.js';
import { edifactDocument, x12Document } from '../fixtures/edi-document.js';
import { randomSegments } from '../fixtures/random-message.js';

const library = new SchemaLibrary({ schemasRoot: 'schemas' });
const definitions = new DefinitionLibrary('schemas');
const seeds = Array.from({ length: 12 }, (_, seed) => seed + 1);

const refs = readdirSync('schemas', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.edi-message') && !/TA1/.test(name))
  .map((name) => name.replace('.edi-message', ''))
  .sort();

/** Names and texts only, as far down as there is something: one line for each node. */
function plain(node: DocumentNode, depth = 0): string {
  const { name, kind, text, children } = node;
  const line = `${' '.repeat(depth)}${name} ${kind === 'value' ? JSON.stringify(text) : kind}\n`;
  return line + children.map((child) => plain(child, depth + 1)).join('');
}

function interchange(segments: readonly DocumentNode[], format: Document['format']): Document {
  return { format, charset: 'utf-8', root: { kind: 'object', name: 'interchange', children: segments } };
}

const isOfStructure = /^edi-(segment|group)-/;

describe.each(refs)('a message of %s that is written', (ref) => {
  const { definition } = definitions.message(ref);
  const syntaxVersion = ref.includes('d16a') || ref.includes('service/4') ? 4 : 3;
  const text = (seed: number): string => {
    const body = randomSegments(definition, seed, syntaxVersion);
    const { name, dialect } = definition;
    if (dialect === 'x12') return [`ST*${name}*0001`, ...body, `SE*${body.length + 2}*0001`, ''].join('~');
    const [kind, release] = /service\/(\d)/.test(ref)
      ? [ref.split('/')[2]!, '1']
      : [/\/(.)/.exec(ref)![1]!.toUpperCase(), /\/.(...)/.exec(ref)![1]!.toUpperCase()];
    return [`UNH+R1+${name}:${kind}:${release}:UN`, ...body, `UNT+${body.length + 2}+R1`, ''].join("'");
  };
  const read = (seed: number): Document =>
    definition.dialect === 'x12'
      ? x12Document(text(seed), '^')
      : edifactDocument(text(seed), String(syntaxVersion));

  it('is what was read, segment by segment, and is read as what was written', () => {
    let compared = 0;
    for (const seed of seeds) {
      const source = read(seed);
      const { document, issues } = library.structure(source, ref);
      if (issues.some(({ code }) => isOfStructure.test(code))) continue;
      const written = library.write(document!, ref, { syntaxVersion });
      expect(plain(interchange(written.segments, source.format).root)).toBe(plain(source.root));
      const again = library.structure(interchange(written.segments, source.format), ref);
      expect(plain(again.document!.root)).toBe(plain(document!.root));
      compared++;
    }
    expect(compared).toBeGreaterThan(2);
  });
});
