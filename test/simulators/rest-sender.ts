import { FinalError, patiently, type Attempt, type Patience } from './patience.js';
import type { Transmission } from './transmission.js';

export interface RestSenderOptions {
  /** The hub, e.g. http://localhost:8080 */
  readonly url: string;
  /** Bearer tokens by partner id. */
  readonly tokens: Readonly<Record<string, string>>;
  /** How long to try again when the hub or the broker does not answer. */
  readonly patience?: Partial<Patience>;
  /** Stops after what is in hand. */
  readonly signal?: AbortSignal;
}

/** Taken by the hub, or refused at its door because of what was sent. */
export type RestAnswer = 'taken' | 'refused';

/** The hub may answer these differently next time. */
const transient = new Set([408, 425, 429, 500, 502, 503, 504]);
/** About what was sent; other 4xx are about the sender or the address. */
const refusals = new Set([400, 409, 413, 415, 422]);

/** Sends transmissions by `POST /v1/messages`, again and again under the same Idempotency-Key until the hub answers. */
export class RestSender {
  constructor(private readonly options: RestSenderOptions) {}

  /** @throws FinalError when the hub refuses the sender; Error when patience ends */
  send(transmission: Transmission): Promise<RestAnswer> {
    const { patience, signal } = this.options;
    return patiently(() => this.attempt(transmission), { ...patience, signal });
  }

  private async attempt(transmission: Transmission): Promise<Attempt<RestAnswer>> {
    const response = await fetch(new URL('/v1/messages', this.options.url), {
      method: 'POST',
      headers: this.headersOf(transmission),
      ...bodyOf(transmission),
    });
    const text = await response.text();
    if (response.ok) return { done: true, value: 'taken' };
    if (refusals.has(response.status)) return { done: true, value: 'refused' };
    const reason = `${response.status} ${text.slice(0, 200)}`;
    if (!transient.has(response.status)) throw new FinalError(`${transmission.id}: ${reason}`);
    return { done: false, reason, ...retryAfter(response) };
  }

  private headersOf({ id, sender, contentType, fileName }: Transmission): Record<string, string> {
    return {
      authorization: `Bearer ${this.options.tokens[sender] ?? ''}`,
      'content-type': contentType,
      'idempotency-key': id,
      ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
    };
  }
}

/** Files go out while they are made; messages in one piece. */
function bodyOf(transmission: Transmission): RequestInit {
  if (transmission.fileName === undefined) return { body: Buffer.from(transmission.bytes) };
  const pieces = transmission.chunks()[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
  });
  return { body, duplex: 'half' };
}

function retryAfter(response: Response): { afterMs?: number } {
  const seconds = Number(response.headers.get('retry-after') ?? 'none');
  return Number.isFinite(seconds) ? { afterMs: seconds * 1000 } : {};
}
