import { connect } from 'node:net';
import type { Answer } from '../../support/hub-client.js';
import type { SampleRequest } from '../sample-requests.js';

/** Sends a request whose body never comes. @returns what is answered before the connection ends */
export function askSlowly(
  url: string,
  operation: string,
  { path, headers }: SampleRequest,
  token: string,
): Promise<Answer> {
  const { hostname, port, host } = new URL(url);
  const given = { authorization: `Bearer ${token}`, ...headers, host, 'content-length': '10' };
  const lines = Object.entries(given).map(([name, value]) => `${name}: ${value}`);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write([`${operation.split(' ')[0]} ${path} HTTP/1.1`, ...lines, '', '{'].join('\r\n')),
    );
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('close', () => resolve(answerIn(text)));
    socket.on('error', reject);
  });
}

function answerIn(text: string): Answer {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = new Headers(lines.map((one) => one.split(': ') as [string, string]));
  const whole = Buffer.from(body)
    .subarray(0, Number(headers.get('content-length') ?? 0))
    .toString();
  const isJson = /json/.test(headers.get('content-type') ?? '');
  return {
    status: Number(line.split(' ')[1]),
    headers,
    body: isJson ? (JSON.parse(whole) as unknown) : whole,
  };
}
