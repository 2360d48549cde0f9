import {
  dispatch,
  explainCanonicals,
  rehearsal,
  type Engines,
  type OutgoingMessage,
  type ReceivedMessage,
  type SettledOutcome,
} from '#libs/journey';
import type { LineageEntry } from '#libs/mapping';
import { stateOfFile } from '../scenario/evidence-of-sample.js';
import type { Written } from './memory-journal.js';
import { numbersFor } from './memory-unit.js';
import type { SampleDestination, SampleMessage, SampleReport } from './sample-report.js';

/** Messages whose values are traced back to their source. */
const mostExplained = 20;

interface Found {
  readonly message: ReceivedMessage;
  readonly seen: Pick<SampleReport, 'format' | 'charset' | 'rootName'>;
  /** In the state that its agreement has, and as if it were live. */
  readonly now: Written;
  readonly live: Written;
  readonly engines: Engines;
}

export async function reportOn({ message, seen, now, live, engines }: Found): Promise<SampleReport> {
  const { whole, parts, acknowledgements, counts, isCut } = now;
  const isFile = whole === undefined || counts !== undefined || parts.length > 0;
  const outcomes = isFile ? parts : [whole];
  const liveOutcomes = live.parts.length > 0 ? live.parts : live.whole === undefined ? [] : [live.whole];
  const messages: SampleMessage[] = [];
  for (const [index, outcome] of outcomes.entries()) {
    const become = await effective(liveOutcomes[index], engines, live);
    const lineages = await lineagesOf(index < mostExplained ? become : undefined, engines);
    messages.push(messageReport(outcome, become, lineages, live));
  }
  const { sha256, sizeBytes } = message.envelope;
  return {
    sha256,
    sizeBytes,
    ...seen,
    // of the agreement; at the first bytes alone not everything can be told
    format: whole?.format ?? parts[0]?.format ?? seen.format,
    charset: whole?.charset ?? seen.charset,
    verdict:
      whole &&
      stateOfFile(
        whole.verdict,
        parts.map(({ verdict }) => verdict),
      ),
    reason: whole?.reason,
    issues: isFile ? (whole?.issues ?? []) : [],
    messages,
    records: counts === undefined ? undefined : { ...counts },
    acknowledgements: acknowledgements.map(({ contentType, bytes }) => ({ contentType, bytes })),
    isCut,
  };
}

/** What a message that says itself that it is a test would have become without that. */
async function effective(
  outcome: SettledOutcome | undefined,
  engines: Engines,
  live: Written,
): Promise<SettledOutcome | undefined> {
  const isTest = outcome?.isTest === true && outcome.verdict === 'accepted';
  if (!isTest || outcome.message.part === undefined) return outcome;
  const become = await rehearsal(outcome.message, engines);
  await dispatch(numbersFor(live), [become], engines.routing);
  return become;
}

async function lineagesOf(
  outcome: SettledOutcome | undefined,
  engines: Engines,
): Promise<ReadonlyMap<number, readonly LineageEntry[]>> {
  if (outcome === undefined || outcome.canonicals.length === 0) return new Map();
  return explainCanonicals(outcome.message, engines, (name) => engines.mapping(name));
}

function messageReport(
  outcome: SettledOutcome,
  become: SettledOutcome | undefined,
  lineages: ReadonlyMap<number, readonly LineageEntry[]>,
  { sent }: Written,
): SampleMessage {
  const { agreement, verdict, reason, reference, issues, keys, message } = outcome;
  const canonicals = become?.canonicals ?? [];
  const typeOf = new Map(canonicals.map(({ ordinal, type }) => [ordinal, type]));
  return {
    sequence: message.part?.sequence,
    agreement: agreement && { id: agreement.id, version: agreement.version, state: agreement.state },
    schema: agreement?.schema,
    verdict,
    reason,
    reference,
    issues,
    keys,
    canonicals: canonicals.map(({ ordinal, type, version, value, mapping, mappingVersion }) => {
      const lineage = lineages.get(ordinal) ?? [];
      return { type, version, value, mapping, mappingVersion, lineage };
    }),
    destinations: (become?.outgoing ?? []).map((one) => ({
      ...destinationReport(one, sent),
      canonicalType: typeOf.get(one.canonicalOrdinal) ?? '',
    })),
  };
}

function destinationReport(
  outgoing: OutgoingMessage,
  sent: Written['sent'],
): Omit<SampleDestination, 'canonicalType'> {
  const { id, partner, format } = outgoing.destination;
  const interchange = sent.find((one) => one.outgoing === outgoing);
  return { id, partner, format, bytes: outgoing.bytes ?? interchange?.bytes, issues: outgoing.issues };
}
