import { dirname, isAbsolute, join } from 'node:path/posix';
import {
  fromPlainValue,
  hasErrors,
  describeIssue,
  type ConfigurationProblem,
  type Document,
  type FormatName,
  type Issue,
} from '#libs/message';
import type { CodeLists } from '#libs/base-data';
import { compileMapping, type CompileOptions } from '../compile-mapping.js';
import type { Mapping, MappingResult, MappingSide } from '../mapping.js';
import { MappingTrace } from '../run/trace.js';
import { comparable, firstDifference } from './compare.js';
import { compareIssues } from './compare-issues.js';
import { elementOfPlain } from './plain-element.js';
import type { MappingTest } from './mapping-test.js';

/** What running the tests needs of the world; the library itself reads no files and knows no codecs. */
export interface MappingTestDeps {
  /** @param path as the mapping file's own path, with the fixture's appended to its folder */
  readonly readFile: (path: string) => Uint8Array;
  readonly decode: (
    bytes: Uint8Array,
    format: FormatName,
    side: MappingSide,
  ) => { readonly document?: Document; readonly issues: readonly Issue[] };
  readonly codeLists: CodeLists;
  /** Validates what a test without expected errors produced. */
  readonly validateTarget?: (document: Document, schemaRef: string) => readonly Issue[];
  /** Names that the compiler is to know. */
  readonly known?: Omit<CompileOptions, 'file'>;
}

export interface MappingTestResult {
  readonly name: string;
  readonly line: number;
  readonly passed: boolean;
  /** What was different, one sentence each; empty when passed. */
  readonly failures: readonly string[];
}

export interface MappingTestReport {
  readonly file: string;
  /** Mistakes in the file: then no test has run. */
  readonly problems: readonly ConfigurationProblem[];
  readonly mapping?: Mapping;
  readonly results: readonly MappingTestResult[];
  /** What the tests together produced and took, for `coverage`. */
  readonly trace: MappingTrace;
}

const usualNow = '2026-01-01T00:00:00Z';

/** Compiles a mapping file and runs the tests in it. Throws only what `readFile` throws for the mapping file itself. */
export function runMappingTests(file: string, deps: MappingTestDeps): MappingTestReport {
  const text = new TextDecoder('utf-8').decode(deps.readFile(file));
  const { mapping, problems } = compileMapping(text, { ...deps.known, file });
  const trace = new MappingTrace();
  if (mapping === undefined) return { file, problems, results: [], trace };
  const results = mapping.tests.map((test) => runTest(mapping, test, deps, trace));
  return { file, problems, mapping, results, trace };
}

function runTest(
  mapping: Mapping,
  test: MappingTest,
  deps: MappingTestDeps,
  trace: MappingTrace,
): MappingTestResult {
  const failures: string[] = [];
  const given = readMessage(test.given, mapping.file, mapping.from, deps, failures);
  if (given !== undefined) {
    const { sender, receiver, messageId, now = usualNow } = test;
    const context = { codeLists: deps.codeLists, sender, receiver, messageId, now, trace };
    const result = mapping.run(given, context);
    failures.push(...compareIssues(test.issues ?? [], result.issues));
    if (test.expect !== undefined) failures.push(...compareDocuments(test.expect, result, mapping, deps));
    if (!hasErrors(result.issues)) failures.push(...validate(result, mapping, deps));
  }
  return { name: test.name, line: test.place.line, passed: failures.length === 0, failures };
}

/** A message out of a test: the name of a file, a text, or a plain value. */
function readMessage(
  message: unknown,
  file: string,
  side: MappingSide,
  deps: MappingTestDeps,
  failures: string[],
): Document | undefined {
  if (typeof message !== 'string') return plainDocument(message, side, failures);
  let bytes: Uint8Array;
  try {
    bytes = isInline(message) ? new TextEncoder().encode(message) : deps.readFile(besideFile(file, message));
  } catch (error) {
    failures.push(`${message} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const { document, issues } = deps.decode(bytes, side.format, side);
  if (document === undefined || hasErrors(issues)) {
    const list = issues.map((one) => describeIssue(one, 'en')).join(' ');
    failures.push(`The message could not be decoded: ${list}`);
  }
  return document;
}

function isInline(text: string): boolean {
  return text.includes('\n') || /^\s*[<{[]/.test(text);
}

function besideFile(file: string, fixture: string): string {
  if (isAbsolute(fixture)) throw new Error('a fixture is named from the folder of its mapping file');
  return join(dirname(file), fixture);
}

function plainDocument(value: unknown, side: MappingSide, failures: string[]): Document | undefined {
  if (side.format === 'json') return { format: 'json', charset: 'utf-8', root: fromPlainValue(value) };
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (entries.length !== 1) {
    failures.push(`A ${side.format} message as an object has one key: the name of its root.`);
    return undefined;
  }
  const [name, content] = entries[0] as [string, unknown];
  return { format: side.format, charset: 'utf-8', root: elementOfPlain(content, name) };
}

function compareDocuments(
  expect: unknown,
  { documents }: MappingResult,
  mapping: Mapping,
  deps: MappingTestDeps,
): string[] {
  const expected = Array.isArray(expect) ? (expect as unknown[]) : [expect];
  if (expected.length !== documents.length) {
    return [`Expected ${expected.length} document(s), found ${documents.length}.`];
  }
  return expected.flatMap((one, index) => {
    const failures: string[] = [];
    const document = readMessage(one, mapping.file, mapping.to, deps, failures);
    if (document === undefined) return failures;
    const difference = firstDifference(comparable(document), comparable(documents[index]!.document));
    const which = expected.length > 1 ? `Document ${index + 1}: ` : '';
    return difference === undefined ? failures : [...failures, which + difference];
  });
}

function validate({ documents }: MappingResult, { to }: Mapping, deps: MappingTestDeps): string[] {
  if (to.schema === undefined || deps.validateTarget === undefined) return [];
  const { schema, validateTarget } = { schema: to.schema, validateTarget: deps.validateTarget };
  return documents.flatMap(({ document }) =>
    validateTarget(document, schema)
      .filter((one) => one.severity === 'error')
      .map((one) => `Not valid against ${schema}: ${describeIssue(one, 'en')}`),
  );
}
