import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { codecFor, type Decoded } from '#libs/codecs';
import { runMappingTests, type MappingSide, type MappingTestReport } from '#libs/mapping';
import type { Document, FormatName } from '#libs/message';
import { messagesIn } from '#libs/validation';
import { ConfigurationMistakes } from './mistake.js';
import { mappingFile, sideOptions } from './mapping-source.js';
import { isTableFormat } from './reading.js';
import type { Workspace } from './workspace.js';

/**
 * Runs the tests inside mapping files; those of all mappings when none is named.
 * @throws UsageMistake for a mapping that is not there, ConfigurationMistakes with all mistakes in all files
 */
export function runTestsOf(references: readonly string[], workspace: Workspace): MappingTestReport[] {
  const chosen = references.length > 0 ? references : workspace.mappingNames;
  const reports = chosen.map((reference) => runFile(reference, workspace));
  const problems = reports.flatMap((report) => report.problems);
  if (problems.length > 0) throw new ConfigurationMistakes(problems);
  return reports;
}

function runFile(reference: string, workspace: Workspace): MappingTestReport {
  const { file, name } = mappingFile(reference, workspace);
  // files of the configuration are named as there, wherever the command is run
  const shown = name === undefined ? file : `mappings/${name}.yaml`;
  return runMappingTests(shown, {
    readFile: (path) =>
      readFileSync(name === undefined || isAbsolute(path) ? path : join(workspace.root, path)),
    decode: (bytes, format, side) => decodeExample(bytes, format, side, workspace),
    codeLists: workspace.codeLists,
    known: { codeLists: workspace.codeLists.names() },
    validateTarget: (document, schema) =>
      workspace.schemas.has(schema) ? workspace.validate(document, schema) : [],
  });
}

/**
 * Examples of tables may be kept in UTF-8, readable, whatever charset was agreed on; the first record is the message. Of an
 * EDI interchange it is the first message, read by the directory that it names: one mapping may serve several.
 */
function decodeExample(
  bytes: Uint8Array,
  format: FormatName,
  side: MappingSide,
  workspace: Workspace,
): Decoded {
  const charset = isTableFormat(format) && isUtf8(bytes) ? { charset: 'utf-8' } : {};
  const decoded = codecFor(format).decode(bytes, { ...sideOptions(side, workspace), ...charset });
  const { document, issues } = decoded;
  if (document === undefined) return decoded;
  if (isEdi(format) && side.schema !== undefined) {
    const structured = workspace.schemas.structure(document, directoryOf(document, side.schema, workspace));
    return { document: structured.document, issues: [...issues, ...structured.issues] };
  }
  const first =
    isTableFormat(format) && document.root.name === 'records' ? document.root.children[0] : undefined;
  return first === undefined ? decoded : { ...decoded, document: { ...document, root: first } };
}

/** A guide is for its own messages; otherwise the definition that the message names, if there is one. */
function directoryOf(document: Document, schema: string, { schemas }: Workspace): string {
  if (schema.includes('/guides/')) return schema;
  const named = messagesIn(document)[0]?.ref;
  return named !== undefined && schemas.has(named) ? named : schema;
}

function isEdi(format: FormatName): boolean {
  return format === 'edifact' || format === 'x12';
}
