import { connect } from 'node:net';

/**
 * A request as these bytes, which no HTTP client would send: paths and header values may have anything in them.
 * @returns status and whole answer; status 0 when there was none
 */
export function rawRequest(
  url: string,
  head: readonly (string | Buffer)[],
  body = '',
): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(url);
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  const lines = [...head, `Host: ${hostname}`, 'Connection: close', length, ''];
  const bytes = lines.flatMap((line) => [Buffer.from(line), Buffer.from('\r\n')]);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(Buffer.concat([...bytes, Buffer.from(body)])),
    );
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0), text }));
    socket.on('error', reject);
  });
}
