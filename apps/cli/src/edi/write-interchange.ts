import { codecFor } from '#libs/codecs';
import { encodeInterchange } from '#libs/journey';
import { hasErrors, type Issue } from '#libs/message';
import type { SchemaLibrary } from '#libs/validation';
import type { Call, ExitCode } from '../command.js';
import type { Input } from '../input.js';
import { IssueReport } from '../issue-report.js';
import { requiredMoment } from '../moment.js';
import { writeResult } from '../write-result.js';
import type { EdiFormat } from './edi-parts.js';
import { askedTerms } from './interchange-options.js';
import { mappedMessages, structuredMessages } from './outgoing-messages.js';

/** Structured messages, or what a mapping makes of a canonical one, as an interchange with its envelope; nothing when it would be wrong. */
export async function writeInterchange(input: Input, call: Call): Promise<ExitCode> {
  const { given, terminal, workspace } = call;
  const mapping = given.optional('mapping');
  const outgoing =
    mapping === undefined
      ? await structuredMessages(input, given.text('schema'), call)
      : await mappedMessages(input, mapping, call);
  const report = new IssueReport(terminal, 'text');
  await report.add(outgoing.issues);
  if (outgoing.messages.length === 0 || hasErrors(outgoing.issues)) return report.exitCode;
  const terms = askedTerms(given, outgoing.terms);
  const number = given.count('number') ?? 1;
  const at = requiredMoment(given.optional('now'));
  const numbers = { interchange: number, group: number };
  const { bytes, issues } = encodeInterchange(outgoing.messages, terms, workspace.schemas, numbers, at);
  const ofEnvelope = bytes === undefined ? [] : envelopeFaults(bytes, terms.format, workspace.schemas);
  await report.add([...issues, ...ofEnvelope]);
  if (bytes !== undefined && !hasErrors(ofEnvelope)) await writeResult(bytes, call);
  return report.exitCode;
}

/** Sender, recipient and numbers are what the caller gave: they may be too long, or have characters that the level lacks. */
function envelopeFaults(bytes: Uint8Array, format: EdiFormat, schemas: SchemaLibrary): readonly Issue[] {
  const { document, issues } = codecFor(format).decode(bytes);
  return document === undefined ? issues : [...issues, ...schemas.validateEnvelope(document)];
}
