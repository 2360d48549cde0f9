import { Injectable } from '@nestjs/common';
import { evidenceOf, Rehearsal, stateOfFile, type ConformanceRun, type Evidence } from '#libs/conformance';
import { receiptTimeOf, type SettledVerdict } from '#libs/journey';
import { MessageQueries, type JournalMessage } from '#libs/journal';
import { LiveConfiguration } from '#libs/runtime';

/** Files that a run looks at, messages of one that it looks at, and the size of one. */
const mostFiles = 200;
const mostMessages = 200;
const largestBytes = 1024 * 1024;

/**
 * What a partner has sent since a run began. The journal says what became of it and what was answered; what is in it is found
 * out from its bytes once more, because nothing is kept of messages in test.
 */
@Injectable()
export class SentEvidence {
  constructor(
    private readonly queries: MessageQueries,
    private readonly configuration: LiveConfiguration,
  ) {}

  async of({ id, partner, agreement, version }: ConformanceRun): Promise<Evidence[]> {
    const evidence: Evidence[] = [];
    for (const file of await this.queries.sentSince(partner, id, mostFiles)) {
      if (Number(file.sizeBytes) > largestBytes) continue;
      const messages = await this.queries.search({ parentId: file.id, limit: mostMessages });
      if (concerns([file, ...messages], { agreement, version }))
        evidence.push(await this.evidence(file, messages, partner, { id: agreement, version }));
    }
    return evidence;
  }

  private async evidence(
    file: JournalMessage,
    messages: readonly JournalMessage[],
    partner: string,
    agreement: { id: string; version: number },
  ): Promise<Evidence> {
    const terms = { partner, withDrafts: true, agreement };
    const bytes = await whole(this.queries.raw(file.id));
    const report = await new Rehearsal(this.configuration.current, terms).examine({
      bytes,
      contentType: file.contentType ?? undefined,
      fileName: file.fileName ?? undefined,
    });
    const at = receiptTimeOf(file.id);
    const journey = await this.queries.journey(file.id);
    const told = (journey?.issues ?? []).map(({ code, location }) => ({ code, path: location.path }));
    const found = evidenceOf(file.id, report, at);
    return {
      ...found,
      state: stateOfFile(verdictOf(file), messages.map(verdictOf)),
      issues: [...told, ...found.issues],
      answers: (journey?.deliveries ?? [])
        .filter(({ kind, bytes }) => kind === 'acknowledgement' && bytes !== null)
        .map((one) => ({
          bytes: one.bytes!,
          afterMs: Date.parse(receiptTimeOf(one.id)) - Date.parse(at),
        })),
    };
  }
}

/** Messages of other agreements are no evidence; what was refused before anybody knew its agreement is. */
function concerns(
  all: readonly JournalMessage[],
  { agreement, version }: { agreement: string; version: number },
): boolean {
  const known = all.filter((one) => one.agreement !== null);
  return (
    known.length === 0 || known.some((one) => one.agreement === agreement && one.agreementVersion === version)
  );
}

function verdictOf({ state }: JournalMessage): SettledVerdict {
  if (state === 'tested' || state === 'split' || state === 'accepted') return 'accepted';
  return state === 'refused' || state === 'duplicate' ? state : 'quarantined';
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const piece of pieces) chunks.push(piece);
  return Buffer.concat(chunks);
}
