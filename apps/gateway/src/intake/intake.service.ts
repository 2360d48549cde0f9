import { Injectable } from '@nestjs/common';
import { peek } from '#libs/codecs';
import { IntakeJournal, IntakeQueue, type Arrival, type IntakeAnswer, type IntakeLine } from '#libs/journal';
import { identify } from '#libs/journey';
import { LiveConfiguration } from '#libs/runtime';
import { IntakeTelemetry } from '../telemetry/intake-telemetry.js';

/** What a channel has read of a message: all of it, or its beginning and the rest as it comes. */
export interface Incoming {
  readonly arrival: Omit<Arrival, 'laneKey'>;
  readonly head: Uint8Array;
  readonly rest?: AsyncIterable<Uint8Array>;
}

/**
 * Takes messages in, whatever the channel: finds the key that orders them, and answers when they are durable. It looks
 * inside no further than that; what a message is worth is found out on its journey.
 */
@Injectable()
export class IntakeService {
  constructor(
    private readonly queue: IntakeQueue,
    private readonly journal: IntakeJournal,
    private readonly configuration: LiveConfiguration,
    private readonly telemetry: IntakeTelemetry,
  ) {}

  /**
   * @param line what came before it on its channel, where that has an order
   * @throws IntakeFull, WaitsBehind, or what the database or the stream threw; nothing has been taken then
   */
  take(incoming: Incoming, line?: IntakeLine): Promise<IntakeAnswer> {
    return this.telemetry.watch(incoming, (watched) => this.journalled(watched, line));
  }

  private journalled({ arrival, head, rest }: Incoming, line: IntakeLine | undefined): Promise<IntakeAnswer> {
    const known = { ...arrival, laneKey: this.laneKeyOf(arrival, head) };
    if (rest === undefined) return this.queue.submit({ ...known, bytes: head }, line);
    return this.journal.acceptStream(known, joined(head, rest));
  }

  /** Messages with the same key keep their order; a message without one is ordered with nothing but itself. */
  private laneKeyOf(arrival: Omit<Arrival, 'laneKey'>, head: Uint8Array): string | undefined {
    const found = identify({ envelope: arrival, head }, this.configuration.current.routing);
    // control numbers are in the order of sending, and so are the interchanges
    if (found.kind === 'interchange') return `${found.partner.id}/interchanges`;
    if (found.kind !== 'identified') return undefined;
    const { agreement, charset } = found;
    if (agreement.laneKey === undefined || agreement.batch) return undefined;
    const key = peek(head, agreement.recognise.format, agreement.laneKey, charset);
    return key === undefined ? undefined : `${agreement.partner}/${key.slice(0, 200).replaceAll('\0', '')}`;
  }
}

async function* joined(head: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield head;
  yield* rest;
}
