import { request as requestHttp, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import {
  addressesOf,
  allowedUrl,
  forbiddenWords,
  type AllowedUrl,
  type Forbidden,
} from './checked-target.js';
import { usualLimits, type GuardedAnswer, type RequestLimits } from './guarded-answer.js';
import { strictOutboundPolicy, type OutboundPolicy } from './outbound-policy.js';

export interface GuardedRequest {
  readonly url: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Those that frame the message (`host`, `content-length` ...) are made here; given ones are left out. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly limits?: RequestLimits;
  /** Public addresses by https only, when not given. */
  readonly allow?: OutboundPolicy | undefined;
  readonly signal?: AbortSignal;
  /** Own client certificate, other trust anchors; what the server shows is verified in any case. */
  readonly tls?: Pick<SecureContextOptions, 'ca' | 'cert' | 'key' | 'passphrase'>;
}

const madeHere = new Set(['host', 'content-length', 'transfer-encoding', 'connection', 'accept-encoding']);

/**
 * One HTTP request to an address that others have named: for everything that leaves over HTTP. It looks the host up once, checks every
 * address, and connects to those and no other, so a name that changes its address meanwhile gains nothing. It follows no
 * redirect, uses no proxy of the environment, decompresses nothing, and shares no connection with another request.
 */
export async function guardedRequest(wanted: GuardedRequest): Promise<GuardedAnswer> {
  const policy = wanted.allow ?? strictOutboundPolicy;
  const target = allowedUrl(wanted.url, policy);
  if (typeof target === 'string') return forbidden(target);
  const started = performance.now();
  const { connectMs, totalMs } = wanted.limits ?? usualLimits;
  const addresses = await within(connectMs, wanted.signal, addressesOf(target.hostname, policy));
  if (addresses === undefined) return unreachable(forbiddenWords.address.en);
  if (typeof addresses === 'string') return forbidden(addresses);
  const left = totalMs - (performance.now() - started);
  return new Conversation(wanted, started).with(target, addresses, left);
}

/** One request on its own connection. */
class Conversation {
  private connected = false;
  private outgoing: ClientRequest | undefined;
  private conclude: (answer: GuardedAnswer) => void = () => undefined;
  private cutShort: (() => void) | undefined;

  constructor(
    private readonly wanted: GuardedRequest,
    private readonly started: number,
  ) {}

  async with(target: AllowedUrl, addresses: readonly string[], leftMs: number): Promise<GuardedAnswer> {
    const { connectMs } = this.limits;
    const timers = [
      setTimeout(() => this.giveUp('no answer in time'), leftMs),
      setTimeout(() => !this.connected && this.giveUp('no connection in time'), connectMs),
    ];
    const stop = (): void => this.giveUp('stopped before an answer came');
    this.wanted.signal?.addEventListener('abort', stop);
    try {
      return await new Promise<GuardedAnswer>((resolve) => {
        this.conclude = resolve;
        if (this.wanted.signal?.aborted === true) return stop();
        this.send(target, addresses);
      });
    } finally {
      timers.forEach(clearTimeout);
      this.wanted.signal?.removeEventListener('abort', stop);
      this.outgoing?.destroy();
    }
  }

  private get limits(): RequestLimits {
    return this.wanted.limits ?? usualLimits;
  }

  private send({ url, hostname }: AllowedUrl, addresses: readonly string[]): void {
    const secure = url.protocol === 'https:';
    const { body, method, tls } = this.wanted;
    const outgoing = (secure ? requestHttps : requestHttp)(url, {
      ...tls,
      agent: false,
      method,
      headers: { ...this.headers(), ...(body && { 'content-length': body.byteLength }) },
      lookup: onlyTo(addresses),
      maxHeaderSize: 16 * 1_024,
      ...(secure && isIP(hostname) === 0 && { servername: hostname }),
      ...(secure && { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const }),
    });
    this.outgoing = outgoing;
    outgoing.once('socket', (socket) =>
      socket.once(secure ? 'secureConnect' : 'connect', () => (this.connected = true)),
    );
    outgoing.on('response', (answer) => this.read(answer));
    outgoing.on('error', (error: NodeJS.ErrnoException) => this.fail(error));
    outgoing.end(body);
  }

  private headers(): Record<string, string> {
    const given = Object.entries(this.wanted.headers ?? {}).map(
      ([name, value]) => [name.toLowerCase(), value] as const,
    );
    return {
      'user-agent': 'Bianzu/1',
      ...Object.fromEntries(given.filter(([name]) => !madeHere.has(name))),
      'accept-encoding': 'identity',
    };
  }

  private read(answer: IncomingMessage): void {
    const pieces: Buffer[] = [];
    let size = 0;
    const end = (truncated: boolean): void =>
      this.conclude({
        kind: 'answer',
        status: answer.statusCode!,
        headers: answer.headers,
        body: Buffer.concat(pieces).subarray(0, this.limits.answerBytes),
        truncated,
        latencyMs: Math.round(performance.now() - this.started),
      });
    answer.on('data', (piece: Buffer) => {
      pieces.push(piece);
      size += piece.byteLength;
      if (size > this.limits.answerBytes) end(true);
    });
    answer.on('end', () => end(false));
    answer.on('error', () => end(true));
    // the status line has decided; a body that dribbles or breaks off takes nothing back
    this.cutShort = () => end(true);
  }

  private fail(error: NodeJS.ErrnoException): void {
    if (this.cutShort) return this.cutShort();
    if (!this.connected) return this.conclude(unreachable(`no connection: ${error.code ?? error.message}`));
    const nonsense = error.code?.startsWith('HPE_') === true;
    const detail = nonsense ? 'the answer is not HTTP' : 'the connection ended without an answer';
    this.conclude({ kind: 'broken', detail: `${detail} (${error.code ?? error.message})` });
  }

  private giveUp(detail: string): void {
    if (this.cutShort) return this.cutShort();
    this.conclude(this.connected ? { kind: 'timeout', detail } : unreachable(detail));
  }
}

/** A resolver that knows only these addresses. */
function onlyTo(addresses: readonly string[]): LookupFunction {
  const known = addresses.map((address) => ({ address, family: isIP(address) }));
  return (_hostname, options, callback) =>
    options.all === true ? callback(null, known) : callback(null, known[0]!.address, known[0]!.family);
}

async function within<T>(
  ms: number,
  signal: AbortSignal | undefined,
  answer: Promise<T>,
): Promise<T | undefined> {
  const stop = AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);
  const stopped = new Promise<undefined>((resolve) => {
    if (stop.aborted) resolve(undefined);
    stop.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  return Promise.race([answer.catch(() => undefined), stopped]);
}

function forbidden(reason: Forbidden): GuardedAnswer {
  return { kind: 'forbidden', reason, detail: forbiddenWords[reason].en };
}

function unreachable(detail: string): GuardedAnswer {
  return { kind: 'unreachable', detail };
}
