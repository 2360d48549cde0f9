import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Call, OptionDeclaration } from './command.js';
import { errorCode, UsageMistake } from './mistake.js';

const largestAnswerBytes = 64 * 1024 * 1024;
const silenceMs = 60_000;

export interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

export interface HubRequest {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below the address of the hub, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: AsyncIterable<Uint8Array>;
}

/** The connection failed before an answer came: nothing is known of the request. */
export class HubAway extends Error {
  constructor(readonly code: string) {
    super(code);
    this.name = 'HubAway';
  }
}

/** Options of every command that talks to a hub. */
export const hubOptions: readonly OptionDeclaration[] = [
  {
    name: 'url',
    value: 'url',
    summary: {
      zh: '枢纽地址，默认 BIANZU_URL 或 http://127.0.0.1:8080',
      en: 'of the hub; default BIANZU_URL or http://127.0.0.1:8080',
    },
  },
  {
    name: 'token',
    value: 'token',
    summary: { zh: '访问令牌，默认 BIANZU_TOKEN', en: 'default BIANZU_TOKEN' },
  },
];

/** Talks HTTP with one hub, each request on a connection of its own. */
export class HubClient {
  private constructor(
    private readonly url: URL,
    private readonly token: string,
  ) {}

  /** @throws UsageMistake when the address or the token is missing or wrong */
  static of({ given, environment }: Call): HubClient {
    const address = given.optional('url') ?? environment.BIANZU_URL ?? 'http://127.0.0.1:8080';
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
      throw new UsageMistake({
        zh: `“${address}”不是 http 地址。`,
        en: `"${address}" is not an http address.`,
      });
    }
    const token = given.optional('token') ?? environment.BIANZU_TOKEN ?? '';
    if (/^[\x21-\x7e]{1,500}$/.test(token)) return new HubClient(url, token);
    throw new UsageMistake({
      zh: '需要访问令牌：--token 或 BIANZU_TOKEN。',
      en: 'An access token is needed: --token or BIANZU_TOKEN.',
    });
  }

  /** @throws HubAway; HTTP errors are answers */
  async ask({ method, path, headers, body }: HubRequest): Promise<Answer> {
    const options: RequestOptions = {
      method,
      agent: false,
      timeout: silenceMs,
      headers: { authorization: `Bearer ${this.token}`, accept: 'application/json', ...headers },
    };
    const target = new URL(`${this.url.pathname.replace(/\/$/, '')}${path}`, this.url);
    try {
      const response = await answerOf(target, options, body);
      const chunks = await bytesOf(response);
      return { status: response.statusCode ?? 0, headers: response.headers, body: parsed(chunks) };
    } catch (error) {
      const code = errorCode(error);
      if (code === undefined || error instanceof UsageMistake) throw error;
      throw new HubAway(code);
    }
  }

  /** The body of a successful answer. @throws UsageMistake with the problem that the hub has told */
  get(path: string): Promise<unknown> {
    return this.successful({ method: 'GET', path });
  }

  /** Sends JSON, or nothing; otherwise as `get`. */
  post(path: string, body?: object): Promise<unknown> {
    return this.successful({ method: 'POST', path, ...(body === undefined ? {} : inJson(body)) });
  }

  /** Changes what is there, if nobody else does so between reading and writing it; otherwise as `get`. */
  async patch(path: string, change: object): Promise<unknown> {
    const { headers } = await this.answered({ method: 'GET', path });
    const { headers: described, body } = inJson(change);
    const seen = { ...described, 'if-match': headers.etag ?? '*' };
    return this.successful({ method: 'PATCH', path, headers: seen, body });
  }

  private async successful(request: HubRequest): Promise<unknown> {
    return (await this.answered(request)).body;
  }

  private async answered(request: HubRequest): Promise<Answer> {
    try {
      const answer = await this.ask(request);
      if (answer.status === 200 || answer.status === 202) return answer;
      throw refusal(answer);
    } catch (error) {
      throw error instanceof HubAway ? unreachable(error) : error;
    }
  }
}

function inJson(body: object): Required<Pick<HubRequest, 'headers' | 'body'>> {
  const headers = { 'content-type': 'application/json' };
  return { headers, body: Readable.from([Buffer.from(JSON.stringify(body))]) };
}

/** What the hub said, as a mistake of the caller: a problem document (RFC 9457), or the bare status. */
export function refusal({ status, body }: Answer): UsageMistake {
  const { text: words, title, problems } = (body ?? {}) as RefusalBody;
  const text = (value: unknown): string => (typeof value === 'string' ? ` ${value}` : '');
  return new UsageMistake({
    zh: `枢纽回答 ${status}${text(title)}${text(words?.zh)}${mistakesIn(problems, 'zh')}`,
    en: `The hub answered ${status}${text(title)}${text(words?.en)}${mistakesIn(problems, 'en')}`,
  });
}

interface RefusalBody {
  readonly text?: { readonly zh?: unknown; readonly en?: unknown };
  readonly title?: unknown;
  /** Mistakes in the configuration. */
  readonly problems?: unknown;
}

function mistakesIn(problems: unknown, language: 'zh' | 'en'): string {
  if (!Array.isArray(problems)) return '';
  const lines = (problems as { file?: unknown; line?: unknown; message?: Record<string, unknown> }[]).map(
    ({ file, line, message }) =>
      `\n  ${String(file)}:${typeof line === 'number' ? line : ''} ${String(message?.[language])}`,
  );
  return lines.join('');
}

export function unreachable({ code }: HubAway): UsageMistake {
  return new UsageMistake({ zh: `无法连接枢纽：${code}`, en: `The hub cannot be reached: ${code}` });
}

/** The answer may come before all of the body has gone; what is left of it is then not sent. */
async function answerOf(
  target: URL,
  options: RequestOptions,
  body: AsyncIterable<Uint8Array> | undefined,
): Promise<IncomingMessage> {
  const request = (target.protocol === 'https:' ? httpsRequest : httpRequest)(target, options);
  const answer = new Promise<IncomingMessage>((done, fail) => {
    request.once('response', done);
    request.once('error', fail);
    request.once('timeout', () =>
      request.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })),
    );
  });
  if (body === undefined) {
    request.end();
    return answer;
  }
  const sent = pipeline(Readable.from(body), request);
  // a failure while sending matters only when no answer comes; a file that cannot be read always does
  const failed = sent.then(
    () => answer,
    (error: unknown) => (error instanceof UsageMistake ? Promise.reject(error) : answer),
  );
  return Promise.race([answer, failed]);
}

async function bytesOf(response: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength;
    if (bytes > largestAnswerBytes) {
      throw new UsageMistake({ zh: '枢纽的回答过大。', en: 'The answer of the hub is too large.' });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    // whatever answered was no hub; its status tells the rest
    return undefined;
  }
}
