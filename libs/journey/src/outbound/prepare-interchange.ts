import { hasErrors, type Document, type Issue } from '#libs/message';
import type { SchemaLibrary } from '#libs/validation';
import { encodePrepared, type PreparedInterchange } from './encode-prepared.js';
import type { InterchangeTerms } from './interchange-terms.js';

/**
 * Writes structured messages for one interchange and checks everything that can be checked before its numbers are known, so
 * that no number is taken for something that cannot be sent.
 */
export function prepareInterchange(
  messages: readonly Document[],
  terms: InterchangeTerms,
  schemas: SchemaLibrary,
): { readonly prepared?: PreparedInterchange; readonly issues: readonly Issue[] } {
  const { format, schema, syntax } = terms;
  const isX12 = format === 'x12';
  const written = messages.map((message, at) =>
    schemas.write(message, schema, {
      messageReference: isX12 ? String(at + 1).padStart(4, '0') : String(at + 1),
      syntaxVersion: isX12 ? undefined : Number(syntax.version ?? '3'),
      decimalMark: isX12 ? undefined : syntax.decimalMark,
    }),
  );
  const issues = written.flatMap((one) => one.issues);
  if (hasErrors(issues)) return { issues };
  const definition = written[0]?.definition ?? schema;
  const prepared = { terms, definition, messages: written.map(({ segments }) => segments) };
  const trial = encodePrepared(prepared, { interchange: 1, group: 1 }, '2000-01-01T00:00:00Z');
  const all = [...issues, ...trial.issues];
  return hasErrors(all) ? { issues: all } : { prepared, issues: all };
}
