import { setTimeout as pause } from 'node:timers/promises';
import { connect, type ChannelModel, type ConfirmChannel } from 'amqplib';
import type { Ledger, Sending } from './ledger.js';

/** A gateway answers long before, whatever is away. */
const answerWithinMs = 30_000;
const againAfterMs = 200;

/** Sends something until it is known to be safe. */
export interface Sender {
  send(sending: Sending): Promise<void>;
}

/** A partner's program that sends over HTTP, under one Idempotency-Key until it has a 2xx. */
export class RestSender implements Sender {
  private next = 0;

  constructor(
    private readonly urls: readonly string[],
    private readonly tokens: Readonly<Record<string, string>>,
    private readonly ledger: Ledger,
  ) {}

  async send(sending: Sending): Promise<void> {
    this.ledger.begin(sending);
    for (;;) {
      const id = await this.sendOnce(sending).catch((error: unknown) => this.noAnswer(sending, error));
      if (id !== undefined) return this.ledger.enter(sending, id);
      this.ledger.repeats += 1;
      await pause(againAfterMs);
    }
  }

  /** A connection that breaks is what this is for; one on which nothing comes is not. */
  private noAnswer({ id }: Sending, error: unknown): undefined {
    if ((error as Error).name === 'TimeoutError')
      this.ledger.oddAnswers.push(`${id}: none within ${answerWithinMs} ms`);
  }

  /** @returns the id that was answered; undefined when it has to be sent again */
  private async sendOnce({ id, sender, bytes, contentType, fileName }: Sending): Promise<string | undefined> {
    const url = this.urls[(this.next += 1) % this.urls.length]!;
    const response = await fetch(`${url}/v1/messages`, {
      method: 'POST',
      body: new Uint8Array(bytes),
      headers: {
        authorization: `Bearer ${this.tokens[sender]}`,
        'content-type': contentType,
        'idempotency-key': id,
        ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
      },
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const text = await response.text();
    if (response.status === 202) return (JSON.parse(text) as { id: string }).id;
    if (response.status !== 503 && response.status !== 429)
      this.ledger.oddAnswers.push(`${id}: ${response.status} ${text.slice(0, 300)}`);
    return undefined;
  }
}

/** A partner's program that publishes, each message until the broker has confirmed it. */
export class AmqpSender implements Sender {
  private opening: Promise<ConfirmChannel> | undefined;
  private connection: ChannelModel | undefined;
  private next = 0;
  private isClosed = false;

  constructor(
    private readonly urls: readonly string[],
    private readonly prefix: string,
    private readonly ledger: Ledger,
  ) {}

  async send(sending: Sending): Promise<void> {
    this.ledger.begin(sending);
    while (!this.isClosed) {
      try {
        const channel = await (this.opening ??= this.open());
        await confirmed(channel, `${this.prefix}bianzu.intake`, sending);
        return this.ledger.enter(sending);
      } catch {
        this.ledger.repeats += 1;
        await pause(againAfterMs);
      }
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.connection?.close().catch(() => undefined);
  }

  private async open(): Promise<ConfirmChannel> {
    try {
      const url = this.urls[(this.next += 1) % this.urls.length]!;
      const connection = await connect(url, { timeout: 5_000 });
      this.connection = connection;
      connection.on('error', () => undefined);
      connection.on('close', () => (this.opening = undefined));
      const channel = await connection.createConfirmChannel();
      channel.on('error', () => void connection.close().catch(() => undefined));
      return channel;
    } catch (error) {
      this.opening = undefined;
      throw error;
    }
  }
}

function confirmed(channel: ConfirmChannel, exchange: string, sending: Sending): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no confirm')), answerWithinMs);
    const { id: messageId, contentType, bytes, sender } = sending;
    const options = { messageId, contentType, persistent: true, replyTo: `bianzu.reply.${sender}` };
    channel.publish(exchange, sender, bytes, options, (error: unknown) => {
      clearTimeout(timer);
      if (error === null || error === undefined) resolve();
      else reject(new Error('refused', { cause: error }));
    });
  });
}
