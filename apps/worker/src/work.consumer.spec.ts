import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { Journeys } from '#libs/journey';
import { IntakeJournal, MessageJournal, MessageQueries, Quarantine, Suspects } from '#libs/journal';
import type { Delivery, Verdict } from '#libs/transport';
import { emptyJournal, type JournalFixture } from '../../../libs/journal/test/journal-fixture.js';
import type { JourneyTelemetry } from './telemetry/journey-telemetry.js';
import { WorkConsumer } from './work.consumer.js';

let fixture: JournalFixture;
let journal: MessageJournal;

beforeAll(async () => {
  Logger.overrideLogger(false);
  fixture = await emptyJournal();
  journal = new MessageJournal(fixture.dataSource);
});
afterAll(() => fixture.close());

async function received(count: number): Promise<string[]> {
  const some = Array.from({ length: count }, (_, index) => ({
    sender: 'sys-1',
    channel: 'rest' as const,
    bytes: Buffer.from(`message ${index}`),
  }));
  return (await new IntakeJournal(fixture.dataSource).accept(some)).map(({ id }) => id);
}

const telemetry = {
  during: (_: unknown, __: unknown, travel: () => Promise<void>) => travel(),
  parked: () => undefined,
} as unknown as JourneyTelemetry;

/** What comes over a lane, for the first time or not. */
function deliveriesOf(ids: readonly string[], redelivered: boolean): Delivery[] {
  const rest = { queue: 'bianzu.work.0', exchange: 'bianzu.work', routingKey: '0', properties: {} };
  return ids.map((id) => ({ ...rest, body: Buffer.from(id), redelivered }));
}

/** The ends of processes, in which this message would have been in hand. */
const ended = Symbol('ended');

/** A life of a worker: its journeys write down whom they take, and end the process with `killer`. */
class Life {
  private end: () => void = () => undefined;
  private readonly death = new Promise<typeof ended>((resolve) => (this.end = () => resolve(ended)));
  private readonly consumer: WorkConsumer;

  constructor(
    private readonly taken: string[][],
    private readonly killer: string,
    private readonly fail: (ids: readonly string[]) => void = () => undefined,
  ) {
    const suspects = new Suspects(fixture.dataSource);
    const journeys = { travel: (ids: readonly string[]) => this.travel(ids) } as Journeys;
    this.consumer = new WorkConsumer(journeys, journal, telemetry, suspects);
  }

  /** @returns the verdicts, unless the process has ended before there were any */
  work(ids: readonly string[], redelivered: boolean): Promise<readonly Verdict[] | typeof ended> {
    return Promise.race([this.consumer.work(deliveriesOf(ids, redelivered)), this.death]);
  }

  private async travel(ids: readonly string[]): Promise<void> {
    const waiting = (await journal.load(ids)).map(({ envelope }) => envelope.id);
    if (waiting.length > 0) this.taken.push([...waiting]);
    this.fail(waiting);
    if (waiting.includes(this.killer)) {
      this.end();
      // nothing more happens in a process that has ended
      await new Promise(() => undefined);
    }
    await fixture.dataSource.query(`UPDATE message SET state = 'accepted' WHERE id = ANY($1::uuid[])`, [ids]);
  }
}

const acks = (count: number): Verdict[] => Array.from({ length: count }, () => ({ kind: 'ack' }));
const marks = (): Promise<object[]> => fixture.dataSource.query('SELECT * FROM suspect');

describe('a worker', () => {
  let taken: string[][];
  beforeEach(async () => {
    taken = [];
    await fixture.dataSource.query('DELETE FROM suspect');
  });

  describe('whose process a message ends each time', () => {
    it('parks that message after six lives, and only that', async () => {
      const [before, killer, after] = (await received(3)) as [string, string, string];
      const ids = [before, killer, after];
      const lives: (readonly Verdict[] | typeof ended)[] = [];
      for (let life = 0; life < 7; life += 1) lives.push(await new Life(taken, killer).work(ids, life > 0));
      expect(lives).toEqual([...Array.from({ length: 6 }, () => ended), acks(3)]);
      expect(taken).toEqual([ids, ids, [before], [killer], [killer], [killer], [killer], [after]]);

      const journey = await new MessageQueries(fixture.dataSource).journey(killer);
      expect(journey).toMatchObject({
        message: { state: 'parked', reason: 'process-ended', issueCount: 1 },
        issues: [{ code: 'process-ended', severity: 'error', value: '4' }],
      });
      expect(await marks()).toEqual([]);
    });

    it('gives it as many lives again when it is released', async () => {
      const [killer] = (await received(1)) as [string];
      for (let life = 0; life < 7; life += 1) await new Life(taken, killer).work([killer], life > 0);
      await new Quarantine(fixture.dataSource).release([killer]);
      expect(await new Life(taken, killer).work([killer], true)).toBe(ended);
      expect(await new Life(taken, 'nobody').work([killer], true)).toEqual(acks(1));
    });
  });

  it('writes nothing down of what comes for the first time, and strikes out what came again', async () => {
    const ids = await received(2);
    expect(await new Life(taken, 'nobody').work(ids, false)).toEqual(acks(2));
    const others = await received(2);
    expect(await new Life(taken, 'nobody').work(others, true)).toEqual(acks(2));
    expect(taken).toEqual([ids, others]);
    expect(await marks()).toEqual([]);
  });

  it('suspects no file that came further each time', async () => {
    const [file] = (await received(1)) as [string];
    for (let life = 0; life < 8; life += 1) {
      expect(await new Life(taken, file).work([file], true)).toBe(ended);
      await fixture.dataSource.query('UPDATE message SET records_done = records_done + 200 WHERE id = $1', [
        file,
      ]);
    }
    expect(await new Life(taken, 'nobody').work([file], true)).toEqual(acks(1));
  });

  it('suspects nothing that it has to try again because the database is away', async () => {
    const [id] = (await received(1)) as [string];
    let times = 0;
    const away = (): void => {
      if ((times += 1) <= 5) throw Object.assign(new Error('away'), { code: '57P01' });
    };
    const life = new Life(taken, 'nobody', away);
    for (let time = 0; time < 5; time += 1) expect(await life.work([id], true)).not.toEqual(acks(1));
    expect(await life.work([id], true)).toEqual(acks(1));
  });

  it('lets nothing overtake a message of the same lane that has to be tried again', async () => {
    const [failing, behind] = (await received(2)) as [string, string];
    let isBroken = true;
    const fail = (ids: readonly string[]): void => {
      if (isBroken && ids.includes(failing)) throw new Error('a defect');
    };
    const life = new Life(taken, 'nobody', fail);
    const retry = { kind: 'retry', afterMs: 1_000 };
    expect(await life.work([failing, behind], false)).toEqual([retry, retry]);
    isBroken = false;
    expect(await life.work([failing, behind], false)).toEqual(acks(2));
    expect(taken).toEqual([[failing, behind], [failing], [failing, behind]]);
  });
});
