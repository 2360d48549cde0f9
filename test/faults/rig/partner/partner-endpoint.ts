import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import iconv from 'iconv-lite';
import { Random } from '../../../simulators/random.js';
import { placeOfReference } from '../messages.js';
import { oddAnswers, type OddMood } from './odd-answers.js';
import type { PartnerRequest } from './partner-request.js';

/** How the partner is: `well` answers at once, and refuses what it always refuses; the others say nothing about the message. */
export type Mood = 'well' | OddMood;

const refusedEach = 7;

/** What the partner refuses, however often it is asked. */
export function isRefused(version: number): boolean {
  return version % refusedEach === 0;
}

/** The endpoint of a partner, in the test's own process: it remembers everything that was asked, and behaves as it is told to. */
export class PartnerEndpoint {
  readonly requests: PartnerRequest[] = [];
  mood: Mood = 'well';
  /** What it was told to hold, when it has come. */
  held: PartnerRequest | undefined;
  private isToHold = false;
  private readonly random: Random;
  private readonly server = createServer((request, response) => void this.answer(request, response));
  private port = 0;

  constructor(seed: string) {
    this.random = new Random(`${seed}/partner`);
    // a sender that goes away in the middle is what this is for
    this.server.on('clientError', (_, socket) => socket.destroy());
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** It is reachable; after `close` at the address that it had. */
  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
  }

  /** Nobody can connect, and whoever was waiting for an answer hears nothing. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise((resolve) => this.server.close(resolve));
    this.server.closeAllConnections();
    await closed;
  }

  /** The next request is taken, and never answered. */
  holdNext(): void {
    this.held = undefined;
    this.isToHold = true;
  }

  private async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of incoming) pieces.push(piece as Buffer);
    } catch {
      // it went away before it had said everything: nothing has come
      return;
    }
    const request = requestOf(incoming, Buffer.concat(pieces));
    this.requests.push(request);
    const version = placeOfReference(request.reference)[1];
    request.verdict = isRefused(version) ? 'refused' : 'taken';
    if (this.isToHold) {
      this.isToHold = false;
      this.held = request;
      return;
    }
    if (this.mood === 'well') response.writeHead(request.verdict === 'taken' ? 202 : 422).end();
    else oddAnswers[this.mood](request, response, this.random);
    request.answeredAtMs = Date.now();
  }
}

function requestOf({ url = '', headers }: IncomingMessage, body: Buffer): PartnerRequest {
  const [, reference = ''] = /<BWBH>(\w+)</.exec(iconv.decode(body, 'gb18030')) ?? [];
  return {
    destination: url.slice(1),
    deliveryId: String(headers['idempotency-key']),
    attempt: Number(headers['bianzu-attempt']),
    reference,
    pid: Number(headers['fault-process']),
    atMs: Date.now(),
    verdict: 'ignored',
  };
}
