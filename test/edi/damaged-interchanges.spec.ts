import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { damaged, examine, seeded } from '#apps/cli';
import { loadCodeLists } from '#libs/base-data';
import { codecs } from '#libs/codecs';
import { compileMapping, type Mapping } from '#libs/mapping';
import { SchemaLibrary } from '#libs/validation';

/**
 * Whatever becomes of an interchange on its way, reading, checking, answering and mapping it gives issues, never an
 * exception; what was read is written as it was; and every answer can be read again and obeys its own definition. By hand,
 * with other seeds and for longer: `FUZZ_ROUNDS=2000 FUZZ_SEED=7 npm run jest -- test/edi`.
 */
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 60);
const seed = Number(process.env['FUZZ_SEED'] ?? 20261122);

type EdiFormat = 'edifact' | 'x12';

const schemas = new SchemaLibrary({ schemasRoot: 'schemas' });
const { lists: codeLists } = loadCodeLists('code-lists');
const context = { codeLists, now: '2026-11-22T08:15:00Z' };

/** What is damaged: the samples of the repository and the examples of the codecs. */
function originals(format: EdiFormat): Uint8Array[] {
  const folder = join('schemas', format, 'samples');
  const samples = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  return [...samples, ...codecs[format].examples.map(({ bytes }) => bytes)];
}

function mappingsFrom(format: EdiFormat): Mapping[] {
  return readdirSync('mappings', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml') && name.includes('-to-'))
    .flatMap((name) => {
      const text = readFileSync(join('mappings', name), 'utf8');
      return new RegExp(`^from:[^]*?format: ${format}\\b`, 'm').test(text)
        ? (compileMapping(text, { file: name, codeLists: codeLists.names() }).mapping ?? [])
        : [];
    })
    .filter(({ from }) => from.format === format && from.schema !== undefined);
}

describe.each(['edifact', 'x12'] as const)('a damaged interchange of %s', (format) => {
  const files = originals(format);
  const mappings = mappingsFrom(format);
  const copies = (from: number): Uint8Array[] => {
    const random = seeded(seed + from);
    return Array.from({ length: rounds }, () => damaged(files[random(files.length)]!, random));
  };

  it('is read, checked, written as it was and answered validly', () => {
    for (const bytes of copies(1)) {
      const told = { bytes: Buffer.from(bytes).toString('latin1') };
      const { document, issues, isExact, wrongAnswers } = examine(bytes, format, schemas);
      expect({ ...told, isAnswered: document !== undefined || issues.length > 0 }).toMatchObject({
        isAnswered: true,
      });
      expect({ ...told, isExact }).not.toMatchObject({ isExact: false });
      expect({ ...told, wrongAnswers }).toMatchObject({ wrongAnswers: [] });
    }
  });

  it('is mapped, or not, with issues', () => {
    expect(mappings.length).toBeGreaterThan(0);
    for (const bytes of copies(2)) {
      const { document } = codecs[format].decode(bytes);
      if (document === undefined) continue;
      for (const mapping of mappings) {
        for (const message of schemas.structure(document, mapping.from.schema!).documents) {
          expect(Array.isArray(mapping.run(message, context).issues)).toBe(true);
        }
      }
    }
  });
});
