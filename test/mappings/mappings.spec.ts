import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUtf8 } from 'node:buffer';
import { describe, expect, it } from '@jest/globals';
import { codecFor, type Decoded } from '#libs/codecs';
import { loadConfiguration } from '#libs/configuration';
import { coverage, runMappingTests, type MappingSide } from '#libs/mapping';
import type { Document, FormatName } from '#libs/message';
import { messagesIn } from '#libs/validation';

const { codeLists, schemas, mappings, problems } = loadConfiguration('.');

function decode(bytes: Uint8Array, format: FormatName, side: MappingSide): Decoded {
  const table = schemas.table(side.schema ?? '')?.codec().options;
  // samples are kept readable, whatever charset was agreed on
  const charset = table !== undefined && isUtf8(bytes) ? { charset: 'utf-8' } : {};
  const decoded = codecFor(format).decode(bytes, { ...table, ...side.options, ...charset });
  const { document } = decoded;
  if (document !== undefined && isEdi(format)) {
    const structured = schemas.structure(document, ediSchema(document, side));
    return { document: structured.document, issues: [...decoded.issues, ...structured.issues] };
  }
  // a file with a line of column names is a list of records, even of one
  if (document?.root.name !== 'records') return decoded;
  return { ...decoded, document: { ...document, root: document.root.children[0]! } };
}

function isEdi(format: FormatName): boolean {
  return format === 'edifact' || format === 'x12';
}

/** A guide is for its own messages; otherwise a message is read by the directory that it names. */
function ediSchema(document: Document, { schema = '' }: MappingSide): string {
  const named = messagesIn(document)[0]?.ref;
  return schema.includes('/guides/') || named === undefined || !schemas.has(named) ? schema : named;
}

describe('the configuration', () => {
  it('has no mistakes', () => {
    expect(problems).toEqual([]);
  });
});

describe.each(mappings.map(({ name, file, mapping }) => ({ name, file, mapping })))(
  'the mapping $name',
  (active) => {
    const report = runMappingTests(active.file, {
      readFile: (path) => readFileSync(path),
      decode,
      codeLists,
      validateTarget: (document, schema) => schemas.validate(document, schema),
      known: { codeLists: codeLists.names() },
    });

    it('does what its tests say', () => {
      const failed = report.results.filter((result) => !result.passed);
      expect({ problems: report.problems, failed }).toEqual({ problems: [], failed: [] });
      expect(report.results.length).toBeGreaterThan(1);
    });

    it('is covered by its tests: every target field, every branch', () => {
      const { neverProduced, neverTaken } = coverage(active.mapping, report);
      expect(neverProduced.map(({ target, line }) => `${target}, line ${line}`)).toEqual([]);
      expect(neverTaken.map(({ what, line }) => `${what}, line ${line}`)).toEqual([]);
    });

    it('has samples that its sender could send', () => {
      const { from, tests } = active.mapping;
      const samples = tests.flatMap(({ given }) =>
        typeof given === 'string' && given.startsWith('fixtures/') ? [given] : [],
      );
      expect(samples.length).toBeGreaterThan(0);
      for (const sample of samples) {
        const { document, issues } = decode(readFileSync(join(active.file, '..', sample)), from.format, from);
        const faults = isEdi(from.format) ? issues : schemas.validate(document!, from.schema!);
        expect({ sample, faults }).toEqual({ sample, faults: [] });
      }
    });
  },
);
