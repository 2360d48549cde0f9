import { connect } from 'node:net';

/** Sends the head of a request and a little of its body, and then nothing. @returns what was answered in the end */
export function sendsNothingMore(url: string, head: readonly string[], beginning: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${[...head, `Host: ${hostname}`].join('\r\n')}\r\n\r\n${beginning}`),
    );
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}
