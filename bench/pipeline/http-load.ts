import { connect, type Socket } from 'node:net';

export interface LoadOptions {
  readonly url: string;
  /** Header lines of every request besides Host and Content-Length. */
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly seconds: number;
  /** Not counted: the first seconds, while everything gets warm. */
  readonly warmUpSeconds: number;
  /** The body of the n-th request. */
  readonly body: (n: number) => Buffer;
  /** Whether another request may be sent now; asked again a millisecond later when not. */
  readonly mayGo?: () => boolean;
  /** A positive answer: the n-th request, and the body of its answer. */
  readonly onAnswer?: (n: number, answer: string, sentAt: number) => void;
}

export interface LoadResult {
  readonly answered: number;
  readonly refused: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * HTTP/1.1 over raw keep-alive sockets, one request at a time on each: it costs far less than an HTTP client would, and
 * what it costs is taken from the machine that is measured.
 */
export async function httpLoad(options: LoadOptions): Promise<LoadResult> {
  const run = new LoadRun(options);
  await Promise.all(Array.from({ length: options.connections }, () => run.connection()));
  return run.result();
}

class LoadRun {
  private readonly startedAt = performance.now();
  private readonly latencies: number[] = [];
  private next = 0;
  private refused = 0;
  private readonly target: URL;
  private readonly head: string;

  constructor(private readonly options: LoadOptions) {
    this.target = new URL(options.url);
    const lines = Object.entries(options.headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.head = `POST ${this.target.pathname} HTTP/1.1\r\nHost: ${this.target.host}\r\n${lines.join('')}`;
  }

  result(): LoadResult {
    const sorted = Float64Array.from(this.latencies).sort();
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
    return {
      answered: sorted.length,
      refused: this.refused,
      perSecond: sorted.length / this.options.seconds,
      p50Ms: at(0.5),
      p99Ms: at(0.99),
    };
  }

  async connection(): Promise<void> {
    const socket = connect({ host: this.target.hostname, port: Number(this.target.port), noDelay: true });
    const answers = new AnswerReader(socket);
    const { seconds, warmUpSeconds, mayGo } = this.options;
    const endAt = this.startedAt + (seconds + warmUpSeconds) * 1000;
    for (;;) {
      while (mayGo !== undefined && !mayGo() && performance.now() < endAt) await pause();
      const sentAt = performance.now();
      if (sentAt >= endAt) break;
      await this.request(socket, answers, sentAt);
    }
    socket.end();
  }

  private async request(socket: Socket, answers: AnswerReader, sentAt: number): Promise<void> {
    const n = this.next++;
    const body = this.options.body(n);
    socket.cork();
    socket.write(`${this.head}Content-Length: ${body.byteLength}\r\n\r\n`, 'latin1');
    socket.write(body);
    socket.uncork();
    const { status, text } = await answers.next();
    if (status < 200 || status > 299) {
      if (this.refused++ === 0) console.error(`answer ${status}: ${text.slice(0, 500)}`);
      await pause();
      return;
    }
    this.options.onAnswer?.(n, text, sentAt);
    if (sentAt - this.startedAt >= this.options.warmUpSeconds * 1000)
      this.latencies.push(performance.now() - sentAt);
  }
}

/** Reads answers that have a Content-Length, one after the other. */
class AnswerReader {
  private held = '';
  private waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined;

  constructor(socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      this.held += text;
      this.deliver();
    });
    const fail = (error?: Error): void => this.waiting?.reject(error ?? new Error('the server hung up'));
    socket.on('error', fail).on('close', () => fail());
  }

  next(): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.deliver();
    });
  }

  private deliver(): void {
    const headEnd = this.held.indexOf('\r\n\r\n');
    if (headEnd < 0 || this.waiting === undefined) return;
    const length = Number(/content-length: *(\d+)/i.exec(this.held.slice(0, headEnd))?.[1] ?? 0);
    const end = headEnd + 4 + length;
    if (this.held.length < end) return;
    const answer = { status: Number(this.held.slice(9, 12)), text: this.held.slice(headEnd + 4, end) };
    this.held = this.held.slice(end);
    const { resolve } = this.waiting;
    this.waiting = undefined;
    resolve(answer);
  }
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1));
}
