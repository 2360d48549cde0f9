import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** What to do with a request: an answer, or `hang-up` to break the connection. */
export type Reply =
  | { readonly status: number; readonly body?: object; readonly headers?: Record<string, string> }
  | 'hang-up';

export interface SmallHub {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  close(): Promise<void>;
}

/** An HTTP server on this machine that answers its requests with these replies, one after the other. */
export async function openSmallHub(replies: readonly Reply[]): Promise<SmallHub> {
  const left = [...replies];
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    buffer(request).then(
      (body) => {
        seen.push({ method, url, headers, body });
        reply(response, left.shift() ?? { status: 500 });
      },
      () => response.destroy(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> => new Promise((done) => server.close(() => done()));
  return { url: `http://127.0.0.1:${port}`, seen, close };
}

function reply(response: ServerResponse, answer: Reply): void {
  if (answer === 'hang-up') {
    response.destroy();
    return;
  }
  const { status, body = {}, headers = {} } = answer;
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}
