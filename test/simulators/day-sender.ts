import type { Publisher } from '#libs/transport';
import { patiently } from './patience.js';
import { RestSender, type RestSenderOptions } from './rest-sender.js';
import { systemIds, type SystemId, type Transmission } from './transmission.js';

export interface DaySenderOptions extends RestSenderOptions {
  /** Takes what goes by AMQP: over a broker, or in the process of the hub. Without it these go by REST too. */
  readonly publisher?: Publisher;
  /** Requests of one system under way at a time; default 8. */
  readonly concurrency?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly system: SystemId;
  readonly sent: number;
  readonly total: number;
}

/** What the hub said at its door; what became of the messages shows later. */
export interface SendReport {
  readonly sent: number;
  /** Answered by 4xx: refused before the hub took them. */
  readonly refusedAtDoor: number;
  /** Could not be sent at all: by AMQP only, or by a sender without a token. */
  readonly skipped: number;
}

const sliceSize = 64;

/**
 * Sends a simulated day the way the source systems would: each system on its own, REST requests side by side but in order
 * for each business key, AMQP messages in order and confirmed. Everything may be sent again: ids do not change, so that a
 * hub or broker that was away takes each message once.
 */
export class DaySender {
  private readonly rest: RestSender;
  private readonly concurrency: number;

  constructor(private readonly options: DaySenderOptions) {
    this.rest = new RestSender(options);
    this.concurrency = options.concurrency ?? 8;
  }

  /** @throws Error when a token is refused, or when nobody answers for longer than the patience lasts */
  async send(
    transmissions: Partial<Readonly<Record<SystemId, readonly Transmission[]>>>,
  ): Promise<Record<SystemId, SendReport>> {
    const reports = await Promise.all(
      systemIds.map(
        async (system) => [system, await this.sendSystem(system, transmissions[system] ?? [])] as const,
      ),
    );
    return Object.fromEntries(reports) as Record<SystemId, SendReport>;
  }

  private async sendSystem(system: SystemId, all: readonly Transmission[]): Promise<SendReport> {
    const { onProgress, signal } = this.options;
    const report = { sent: 0, refusedAtDoor: 0, skipped: 0 };
    for (let start = 0; start < all.length && signal?.aborted !== true; start += sliceSize) {
      const slice = all.slice(start, start + sliceSize);
      const possible = slice.filter((one) => this.canSend(one));
      const refused = await this.sendSlice(possible);
      report.sent += possible.length;
      report.refusedAtDoor += refused;
      report.skipped += slice.length - possible.length;
      onProgress?.({ system, sent: start + slice.length, total: all.length });
    }
    return report;
  }

  private goesByAmqp(transmission: Transmission): boolean {
    return transmission.channel === 'amqp' && this.options.publisher !== undefined;
  }

  private canSend(transmission: Transmission): boolean {
    return this.goesByAmqp(transmission) || this.options.tokens[transmission.sender] !== undefined;
  }

  /** A key uses one channel only, so the two channels need not wait for each other. */
  private async sendSlice(slice: readonly Transmission[]): Promise<number> {
    const published = slice.filter((one) => this.goesByAmqp(one));
    const posted = slice.filter((one) => !this.goesByAmqp(one));
    const [, refused] = await Promise.all([this.publish(published), this.post(posted)]);
    return refused;
  }

  private async publish(batch: readonly Transmission[]): Promise<void> {
    const { publisher, patience, signal } = this.options;
    if (publisher === undefined || batch.length === 0) return;
    const publications = batch.map((one) => ({
      exchange: 'bianzu.intake',
      routingKey: one.sender,
      body: one.bytes,
      properties: {
        messageId: one.id,
        contentType: one.contentType,
        appId: one.sender,
        replyTo: `bianzu.reply.${one.sender}`,
      },
    }));
    await patiently(
      async () => {
        await publisher.publish(publications);
        return { done: true, value: undefined };
      },
      { ...patience, signal },
    );
  }

  private async post(batch: readonly Transmission[]): Promise<number> {
    const chains = new Map<string, Transmission[]>();
    for (const one of batch) {
      const chain = chains.get(one.orderKey);
      if (chain === undefined) chains.set(one.orderKey, [one]);
      else chain.push(one);
    }
    const waiting = [...chains.values()];
    let refused = 0;
    const worker = async (): Promise<void> => {
      for (let chain = waiting.shift(); chain !== undefined; chain = waiting.shift()) {
        for (const one of chain) if ((await this.rest.send(one)) === 'refused') refused += 1;
      }
    };
    await Promise.all(Array.from({ length: this.concurrency }, worker));
    return refused;
  }
}
