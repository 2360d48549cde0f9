import { recogniseSender, type InterchangeReport } from '#libs/acknowledgements';
import { codecFor } from '#libs/codecs';
import { hasErrors, issue, type Issue } from '#libs/message';
import type { RoutingTable } from '#libs/routing';
import type { ReceivedMessage } from '../outcome.js';
import type { Journal } from '../ports.js';
import { nothing } from '../stages/conclude.js';
import type { IdentifiedInterchange } from '../stages/identify.js';
import { answersTo } from './answers.js';
import type { EdiFormat } from './message-head.js';
import { sendAnswers } from './send-answers.js';

/**
 * A file in which nothing can be read, though the header of an interchange is somewhere in its beginning: behind other
 * bytes, or in UTF-16. It is refused, and its sender is told.
 */
export class UnreadableFile {
  private constructor(
    private readonly file: ReceivedMessage,
    private readonly known: IdentifiedInterchange,
    private readonly report: InterchangeReport,
  ) {}

  /** Undefined when the file comes from nobody who speaks EDI, or has no such header. */
  static in(file: ReceivedMessage, routing: RoutingTable): UnreadableFile | undefined {
    const partner = file.envelope.sender === undefined ? undefined : routing.partner(file.envelope.sender);
    if (partner?.edi === undefined) return undefined;
    for (const format of ['edifact', 'x12'] as const) {
      const report = recogniseSender(file.head, format, faultsOf(file.head, format));
      if (report === undefined) continue;
      return new UnreadableFile(file, { kind: 'interchange', partner, terms: partner.edi, format }, report);
    }
    return undefined;
  }

  async travel(journal: Journal): Promise<void> {
    const { file, report } = this;
    const { format, terms } = this.known;
    const { issues } = report;
    const outcome = { ...nothing, message: file, format, issues, reason: issues[0]?.code };
    const answers = answersTo(report, terms, new Date().toISOString());
    await journal.inTransaction(async (unit) => {
      const waiting = await unit.lockWaiting([file.envelope.id]);
      if (waiting.size === 0) return;
      await unit.record([{ ...outcome, verdict: 'refused' }]);
      await sendAnswers(unit, file, this.known, [{ interchange: 1, answers }]);
    });
  }
}

/** What the codec says of the whole, or else that it begins with something else. */
function faultsOf(head: Uint8Array, format: EdiFormat): readonly Issue[] {
  const { document, issues } = codecFor(format).decode(head);
  if (document === undefined && hasErrors(issues)) return issues;
  const value = Buffer.from(head.subarray(0, 20))
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '?');
  const expected = format === 'edifact' ? 'UNB' : 'ISA';
  return [issue('edi-header-missing', { offset: 0 }, { value, expected })];
}
