import { eventually } from './eventually.js';
import type { JourneyView, MessageView } from './views.js';

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export interface SendOptions {
  readonly contentType?: string;
  readonly fileName?: string;
  readonly idempotencyKey?: string;
  /** More headers, by their names. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Receipt {
  readonly id: string;
  readonly sha256: string;
  readonly location: string;
}

/** Talks to a hub over HTTP with the token of one principal, the way a partner's own program would. */
export class HubClient {
  constructor(
    readonly url: string,
    readonly token: string | undefined,
  ) {}

  /** The answer at the door, whatever it is. */
  async send(bytes: Uint8Array | string, options: SendOptions = {}): Promise<Answer<Receipt>> {
    const { contentType = 'application/octet-stream', fileName, idempotencyKey, headers } = options;
    return this.request<Receipt>('POST', '/v1/messages', Buffer.from(bytes), {
      'content-type': contentType,
      ...headers,
      ...(fileName === undefined ? {} : { 'content-disposition': `attachment; filename="${fileName}"` }),
      ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    });
  }

  /** Sends a message that must be taken in. @returns its id */
  async taken(bytes: Uint8Array | string, options: SendOptions = {}): Promise<string> {
    const { status, body } = await this.send(bytes, options);
    if (status !== 202) throw new Error(`not taken in: ${status} ${JSON.stringify(body)}`);
    return body.id;
  }

  get<Body = unknown>(path: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.request<Body>('GET', path, undefined, headers);
  }

  put<Body = unknown>(path: string, value: object): Promise<Answer<Body>> {
    return this.request<Body>('PUT', path, Buffer.from(JSON.stringify(value)), {
      'content-type': 'application/json',
    });
  }

  post<Body = unknown>(
    path: string,
    value?: object,
    more: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    if (value === undefined) return this.request<Body>('POST', path, undefined, more);
    const headers = { 'content-type': 'application/json', ...more };
    return this.request<Body>('POST', path, Buffer.from(JSON.stringify(value)), headers);
  }

  /** Any request whose body is a text. */
  tell<Body = unknown>(
    method: string,
    path: string,
    text: string,
    headers: Record<string, string>,
  ): Promise<Answer<Body>> {
    return this.request<Body>(method, path, Buffer.from(text), headers);
  }

  delete<Body = unknown>(path: string): Promise<Answer<Body>> {
    return this.request<Body>('DELETE', path);
  }

  /** Any request without a body. */
  ask(method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request(method, path, undefined, headers);
  }

  async raw(path: string): Promise<Buffer> {
    const response = await fetch(new URL(path, this.url), { headers: this.authorization() });
    if (response.status !== 200) throw new Error(`${path}: ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async journey(id: string): Promise<JourneyView> {
    const { status, body } = await this.get<JourneyView>(`/v1/messages/${id}`);
    if (status !== 200) throw new Error(`${id}: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** The journey of a message when nothing of it is on its way any more. */
  settled(id: string): Promise<JourneyView> {
    return eventually(`message ${id} has come to its end`, async () => {
      const journey = await this.journey(id);
      const isUnderWay =
        journey.state === 'received' || journey.deliveries.some(({ state }) => state === 'pending');
      return !isUnderWay && journey;
    });
  }

  async search(query: Record<string, string>): Promise<MessageView[]> {
    const path = `/v1/messages?${new URLSearchParams(query).toString()}`;
    const { status, body } = await this.get<{ messages: MessageView[] }>(path);
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    return body.messages;
  }

  private async request<Body>(
    method: string,
    path: string,
    body?: Buffer,
    headers: Record<string, string> = {},
  ): Promise<Answer<Body>> {
    const response = await fetch(new URL(path, this.url), {
      method,
      body: body === undefined ? null : new Uint8Array(body),
      headers: { ...this.authorization(), ...headers },
    });
    const text = await response.text();
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    const read = isJson && text !== '' ? (JSON.parse(text) as Body) : (text as Body);
    return { status: response.status, headers: response.headers, body: read };
  }

  private authorization(): Record<string, string> {
    return this.token === undefined ? {} : { authorization: `Bearer ${this.token}` };
  }
}
