import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { agreementName } from '#libs/configuration';
import { cut, testMessage, type ConformanceRun, type Scenario, type TestMessage } from '#libs/conformance';
import { wakeDestination } from '#libs/deliveries';
import { insertRows, recordTests } from '#libs/journal';
import { dispatch } from '#libs/journey';
import { destinationInTestId, type Destination } from '#libs/routing';
import type { LiveConfiguration } from '#libs/runtime';
import { issueView } from '../messages/message.views.js';
import { problem } from '../problem.js';
import { numbersOfTests } from './numbers-of-tests.js';

/** A step of a run, with the message that is sent in it. */
export interface StepMessage {
  readonly scenario: string;
  readonly step: string;
  readonly message: TestMessage;
}

/** What a partner says itself of a message that it got. */
export interface SaidReceipt {
  /** Of the bytes as they came; lower case hex. */
  readonly sha256: string;
  readonly verdict: 'accepted' | 'refused';
}

type Engines = LiveConfiguration['current'];
type Step = Pick<StepMessage, 'scenario' | 'step'>;

/** Messages that try out an agreement about what a partner gets: made, put on their way, and taken back. */
@Injectable()
export class TestDeliveries {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes the messages of these steps; all when absent.
   * @param mark stands in the number of each message, with `from` and what follows
   * @throws problem `no-test-message` when the agreement cannot write one
   */
  make(
    engines: Engines,
    destination: Destination,
    scenarios: readonly Scenario[],
    {
      mark,
      from = 1,
      steps,
    }: { readonly mark: string; readonly from?: number; readonly steps?: readonly Step[] },
  ): StepMessage[] {
    const wanted = scenarios.flatMap(({ id, steps: all }) =>
      all
        .filter((step) => steps?.some((one) => one.scenario === id && one.step === step.id) ?? true)
        .map((step) => ({ scenario: id, step })),
    );
    return wanted.map(({ scenario, step }, index) => {
      const number = `${mark}${String(from + index).padStart(3, '0')}`;
      const { message, issues } = testMessage(engines, destination, step.send ?? {}, number);
      if (message !== undefined) return { scenario, step: step.id, message };
      const of = { agreement: agreementName(destination), scenario, step: step.id };
      throw problem('no-test-message', { ...of, issues: issues.map(issueView) });
    });
  }

  /** Puts them on their way by the real path, in the transaction of the run that they belong to. */
  async send(
    manager: EntityManager,
    run: Pick<ConformanceRun, 'id' | 'agreement' | 'version'>,
    messages: readonly StepMessage[],
    { routing }: Engines,
  ): Promise<void> {
    const outcomes = messages.map(({ message }) => message.outcome);
    const unit = await recordTests(manager, outcomes);
    const isCut = new Set(
      messages.flatMap(({ message }) => (message.isCut ? message.outcome.message.envelope.id : [])),
    );
    await dispatch(
      {
        ...numbersOfTests(unit),
        send: (interchanges) =>
          unit.send(
            interchanges.map((one) =>
              isCut.has(one.message.envelope.id) ? { ...one, bytes: cut(one.bytes) } : one,
            ),
          ),
      },
      outcomes,
      routing,
    );
    const ids = outcomes.map(({ message }) => message.envelope.id);
    const made = await manager.query<{ id: string; message: string }[]>(
      'SELECT id, message_id AS message FROM delivery WHERE message_id = ANY($1::uuid[])',
      [ids],
    );
    const rows = messages.map(({ scenario, step }, index) => {
      const { id } = made.find(({ message }) => message === ids[index])!;
      return [id, ids[index], run.id, scenario, step];
    });
    const columns = ['delivery_id', 'message_id', 'run_id', 'scenario', 'step'];
    await insertRows(manager, 'conformance_delivery', columns, rows);
    await this.wake(manager, run);
  }

  /** What waits is tried at once. */
  wake(
    manager: EntityManager | DataSource,
    { agreement: id, version }: Pick<ConformanceRun, 'agreement' | 'version'>,
  ): Promise<void> {
    return wakeDestination(manager, destinationInTestId({ id, version }));
  }

  /** A run that is over leaves nothing on its way, and nobody waits for an answer. What has been delivered stays so. */
  async takeBack(manager: EntityManager, run: string): Promise<void> {
    const mine = `(SELECT delivery_id FROM conformance_delivery WHERE run_id = $1)`;
    await manager.query(`DELETE FROM delivery_queue WHERE delivery_id IN ${mine}`, [run]);
    await manager.query(`DELETE FROM outbox WHERE kind = 'delivery' AND delivery_id IN ${mine}`, [run]);
    await manager.query(
      `UPDATE delivery SET state = 'purged', state_at = now()
       WHERE id IN ${mine} AND state IN ('pending', 'awaiting-receipt')`,
      [run],
    );
    await manager.query(
      `DELETE FROM expected_acknowledgement WHERE delivery_id IN ${mine} AND state IN ('waiting', 'received')`,
      [run],
    );
  }

  /** How many messages a run has sent. */
  async count(run: string): Promise<number> {
    const [row] = await this.dataSource.query<{ count: number }[]>(
      'SELECT count(*)::int AS count FROM conformance_delivery WHERE run_id = $1',
      [run],
    );
    return row!.count;
  }

  /** Keeps what the partner says of messages of the run. @returns the hashes of those that are among them */
  async say(run: string, receipts: readonly SaidReceipt[]): Promise<string[]> {
    const [rows] = await this.dataSource.query<[{ sha256: string }[], number]>(
      `UPDATE conformance_delivery c SET said = s.verdict, said_at = now()
       FROM unnest($2::text[], $3::text[]) AS s(sha256, verdict), delivery d
       WHERE c.run_id = $1 AND d.id = c.delivery_id AND encode(sha256(d.bytes), 'hex') = s.sha256 RETURNING s.sha256`,
      [run, receipts.map(({ sha256 }) => sha256), receipts.map(({ verdict }) => verdict)],
    );
    return rows.map(({ sha256 }) => sha256);
  }
}
