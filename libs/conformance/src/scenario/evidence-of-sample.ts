import type { SettledVerdict } from '#libs/journey';
import type { SampleReport } from '../sandbox/sample-report.js';
import type { Evidence } from './evidence.js';
import type { FileState } from './scenario.js';

/** A sample as evidence, as if it had been sent. */
export function evidenceOf(id: string, report: SampleReport, at: string): Evidence {
  const { verdict, messages, issues, sha256, acknowledgements } = report;
  const all = [...issues, ...messages.flatMap((message) => message.issues)];
  return {
    id,
    at,
    state:
      verdict ??
      stateOfFile(
        undefined,
        messages.map((message) => message.verdict),
      ),
    sha256,
    references: messages.flatMap(({ reference }) => reference ?? []),
    issues: all.map(({ code, location }) => ({ code, path: location.path })),
    answers: acknowledgements.map(({ bytes }) => ({ bytes })),
    canonicals: messages.flatMap(({ canonicals }) => canonicals.map(({ type, value }) => ({ type, value }))),
  };
}

/** What all messages of a file are; without any, what the file is. */
export function stateOfFile(
  whole: SettledVerdict | undefined,
  messages: readonly SettledVerdict[],
): FileState {
  const [first, ...others] = [...new Set(messages)];
  if (whole === 'refused') return 'refused';
  if (first === undefined) return whole ?? 'refused';
  return others.length === 0 ? first : 'mixed';
}
