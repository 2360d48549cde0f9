/**
 * Compares the definitions under `schemas/edifact` and `schemas/x12` with published tables, position by position: structure,
 * usage, repetitions, formats, code values. A developer's tool, not part of the tests: it needs the tables.
 *
 *   node --import ./scripts/schemas/typescript-loader.mjs scripts/edi-definitions/check.ts FOLDER
 *
 * FOLDER holds `edifact-json-schemas` and `x12-json-schemas`. Ends with 1 when anything differs.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DefinitionLibrary } from '#libs/validation';
import { compareSegment, compareStructure, Differences } from './compare-directory.js';
import { readPublished, type PublishedPlace } from './published-tables.js';

const root = process.cwd();
const folder = process.argv[2];
const serviceTags = new Set(['UNH', 'UNT', 'UNS']);
const library = new DefinitionLibrary(join(root, 'schemas'));

if (folder === undefined) {
  console.error('usage: check.ts FOLDER (with edifact-json-schemas and x12-json-schemas)');
  process.exitCode = 2;
} else {
  const edifact = ['D95B', 'D96A', 'D99B', 'D00B', 'D16A'].map((name) =>
    compareDirectory(join(folder, 'edifact-json-schemas'), name, `edifact/${name.toLowerCase()}`),
  );
  const x12 = [
    compareDirectory(join(folder, 'x12-json-schemas'), '00401', 'x12/004010'),
    compareDirectory(join(folder, 'x12-json-schemas'), '00501', 'x12/005010'),
  ];
  const service = [
    compareControl(join(folder, 'edifact-json-schemas'), '3.0', 'edifact/service/3'),
    compareControl(join(folder, 'edifact-json-schemas'), '4.1', 'edifact/service/4'),
  ];
  process.exitCode = [...edifact, ...x12, ...service].every((same) => same) ? 0 : 1;
}

function compareDirectory(tablesFolder: string, name: string, ours: string): boolean {
  const published = readPublished(tablesFolder, name);
  const differences = new Differences();
  const { directory, problems } = library.directory(ours);
  problems.forEach((problem) =>
    differences.found.push(`${problem.file}:${problem.line} ${problem.message.en}`),
  );
  const messages = messagesOf(ours).filter((message) => message !== 'TA1');
  for (const message of messages) {
    const structure = published.messages.get(message);
    if (structure === undefined) differences.found.push(`${ours}/${message} is not in the tables`);
    else compareMessage(`${ours}/${message}`, structure, differences);
  }
  for (const tag of directory.segmentTags()) {
    if (!serviceTags.has(tag))
      compareSegment(tag, directory.segment(tag), published.tables, tag, differences);
  }
  return report(ours, messages.length, directory.segmentTags().length, differences);
}

function compareMessage(ref: string, structure: readonly PublishedPlace[], differences: Differences): void {
  const { definition, problems } = library.message(ref);
  for (const problem of problems) differences.found.push(`${ref}:${problem.line} ${problem.message.en}`);
  compareStructure(definition.name, definition.items, structure, differences);
}

/** Of the service directories the tables have the shape of syntax 4 only, and no formats: the structure is compared. */
function compareControl(tablesFolder: string, name: string, ours: string): boolean {
  const differences = new Differences();
  const structure = readPublished(tablesFolder, name).messages.get('CONTRL') ?? [];
  compareStructure('CONTRL', library.message(`${ours}/CONTRL`).definition.items, structure, differences);
  return report(ours, 1, 0, differences);
}

function messagesOf(ours: string): string[] {
  const suffix = '.edi-message';
  return readdirSync(join(root, 'schemas', ...ours.split('/')))
    .filter((file) => file.endsWith(suffix))
    .map((file) => file.slice(0, -suffix.length));
}

function report(ours: string, messages: number, segments: number, differences: Differences): boolean {
  const { found, compared, explained } = differences;
  console.log(
    `${ours}: ${messages} messages, ${segments} segments, ${compared} facts compared, ${found.length} differences`,
  );
  for (const [reason, times] of explained) console.log(`  ${times} x ${reason}`);
  for (const difference of found.slice(0, 50)) console.log(`  ${difference}`);
  return found.length === 0;
}
