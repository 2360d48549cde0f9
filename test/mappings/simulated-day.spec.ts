import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadConfiguration } from '#libs/configuration';
import { Journeys, type ReceivedMessage, type SettledOutcome } from '#libs/journey';
import { simulateDay } from '../simulators/day.js';
import { systemIds, type Transmission } from '../simulators/transmission.js';
import { CollectingJournal } from './collecting-journal.js';

interface Expected {
  readonly verdict: string;
  readonly fault?: string;
  readonly issueCodes?: readonly string[];
}

const engines = loadConfiguration('.', { isSound: true });
/** Only a journal can tell these from a message that comes for the first time. */
const toldByJournal = ['exact-duplicate', 'reference-conflict'];

function received(sent: Transmission): ReceivedMessage {
  const head = sent.bytes;
  return {
    envelope: {
      id: sent.id,
      sender: sent.sender,
      channel: sent.channel,
      receivedAt: '2026-03-16T10:00:00.000Z',
      sizeBytes: head.byteLength,
      sha256: createHash('sha256').update(head).digest('hex'),
      contentType: sent.contentType,
      fileName: sent.fileName,
    },
    head,
    isWhole: true,
    chunks: async function* () {
      yield* sent.chunks();
    },
    recordsDone: 0,
  };
}

/** What is wrong with an outcome, if it is not the expected one. */
function surprise(place: string, expected: Expected, outcome: SettledOutcome | undefined): string[] {
  const verdict = toldByJournal.includes(expected.fault ?? '') ? 'accepted' : expected.verdict;
  const codes: string[] = (outcome?.issues ?? []).map(({ code }) => code);
  const isTold = verdict === 'accepted' || (expected.issueCodes ?? []).some((code) => codes.includes(code));
  if (outcome?.verdict === verdict && isTold) return [];
  return [
    `${place} ${expected.fault ?? ''}: expected ${verdict}, got ${outcome?.verdict ?? 'nothing'} ${codes.join(' ')}`,
  ];
}

describe.each([1, 5])('the day of seed %i', (seed) => {
  const { transmissions } = simulateDay({ seed, scale: 0.05 });
  const sent = systemIds.flatMap((system) => transmissions[system]);
  const journal = new CollectingJournal(sent.map(received));

  beforeAll(async () => {
    const store = { apply: (): Promise<void> => Promise.resolve() };
    await new Journeys(journal, store, () => Promise.resolve(engines)).travel(sent.map(({ id }) => id));
  });

  it.each(systemIds)('has the verdicts and faults that %s expects', (system) => {
    const surprises = transmissions[system].flatMap((one) =>
      surprise(one.id, one.expectation, journal.outcomes.get(one.id)),
    );
    expect(surprises).toEqual([]);
    expect(transmissions[system].length).toBeGreaterThan(0);
  });

  it('has the verdicts and faults that each line of a file expects', () => {
    for (const { id, expectation } of transmissions['sys-6']) {
      const faults = new Map((expectation.lines?.faults ?? []).map((fault) => [fault.record, fault]));
      const records = journal.records.get(id) ?? [];
      const surprises = records.flatMap((outcome) => {
        const place = outcome.message.part!.sequence;
        return surprise(`${id} line ${place}`, faults.get(place) ?? { verdict: 'accepted' }, outcome);
      });
      expect(surprises).toEqual([]);
      expect(records.length).toBe(expectation.lines?.total ?? 0);
    }
  });

  it('makes a canonical message of everything accepted, and can tell it to every destination', () => {
    const accepted = [...journal.outcomes.values(), ...[...journal.records.values()].flat()].filter(
      ({ verdict, agreement, message }) =>
        verdict === 'accepted' && (message.part !== undefined || agreement?.batch === false),
    );
    expect(accepted.filter(({ canonicals }) => canonicals.length !== 1)).toEqual([]);
    const outgoing = accepted.flatMap((outcome) => outcome.outgoing);
    expect(outgoing.filter(({ bytes }) => bytes === undefined).map(({ issues }) => issues)).toEqual([]);
    expect(new Set(outgoing.map(({ destination }) => destination.id))).toEqual(
      new Set(['sys-2-orders', 'sys-4-statuses']),
    );
  });
});
