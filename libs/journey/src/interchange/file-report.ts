import { KeptFaults, ReportCollector, type InterchangeReport } from '#libs/acknowledgements';
import type { EdiDocument, EnvelopePlace } from '#libs/codecs';
import type { Issue } from '#libs/message';
import type { SettledVerdict } from '../outcome.js';

/** What the answers to a file are made from: headers and faults, which grow with the file, and nothing else of it. */
export class FileReport {
  private readonly collector = new ReportCollector();
  private readonly keptMessages = new Map<number, number>();
  private readonly faults = new KeptFaults();

  /** Enters what stands between messages, or the head of a message; in the order of the file. */
  enter(document: EdiDocument): void {
    this.collector.add(document, []);
  }

  /** Faults of envelopes, each with its place in the file. */
  add(issues: readonly Issue[]): void {
    this.collector.addIssues(issues);
  }

  /** What has become of a message. One that waits in quarantine for a code of ours has no fault of its own. */
  conclude(place: EnvelopePlace, verdict: SettledVerdict, issues: readonly Issue[]): void {
    if (verdict !== 'refused')
      this.keptMessages.set(place.interchange, (this.keptMessages.get(place.interchange) ?? 0) + 1);
    const told = issues.filter(({ code }) => !ofTheJournal.has(code));
    const isWaiting = verdict === 'quarantined' && told.every(({ code }) => code !== 'agreement-missing');
    const lightened = isWaiting ? told.map((fault) => ({ ...fault, severity: 'warning' as const })) : told;
    const kept = this.faults.of(lightened);
    this.collector.addIssues(kept.map((fault) => ({ ...fault, args: { ...fault.args, ...place } })));
  }

  /** Messages of an interchange that were not refused. */
  kept(interchange: number): number {
    return this.keptMessages.get(interchange) ?? 0;
  }

  /** One for each interchange of the file, in order; with what is known by now. */
  reports(): InterchangeReport[] {
    return this.collector.reports();
  }
}

/** What the journal tells people, and is no fault of the message itself. */
const ofTheJournal = new Set<string>(['edi-interchange-refused', 'edi-test', 'reference-repeated']);
