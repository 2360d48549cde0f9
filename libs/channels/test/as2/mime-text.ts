/** Just as much MIME as the other side of the tests needs; written apart from ours. */
export interface Piece {
  readonly head: string;
  readonly body: Buffer;
  readonly whole: Buffer;
}

export function pieceOf(whole: Buffer): Piece {
  const end = whole.indexOf('\r\n\r\n');
  return { head: whole.subarray(0, end).toString('latin1'), body: whole.subarray(end + 4), whole };
}

export function parameter(head: string, name: string): string {
  return new RegExp(`${name}="?([^";\r\n]+)`, 'i').exec(head)?.[1] ?? '';
}

/** The parts of a multipart body whose head is given. */
export function piecesOf(head: string, body: Buffer): Piece[] {
  const delimiter = `--${parameter(head, 'boundary')}`;
  const text = body.toString('latin1');
  return text
    .split(delimiter)
    .slice(1, -1)
    .map((one) => pieceOf(Buffer.from(one.replace(/^\r\n/, '').replace(/\r\n$/, ''), 'latin1')));
}

export function base64Of({ body }: Piece): Buffer {
  return Buffer.from(body.toString('latin1'), 'base64');
}

export function multipart(boundary: string, ...parts: readonly Buffer[]): Buffer {
  const between = parts.flatMap((part) => [Buffer.from(`--${boundary}\r\n`), part, Buffer.from('\r\n')]);
  return Buffer.concat([...between, Buffer.from(`--${boundary}--\r\n`)]);
}

export function wrapped(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll(/.{64}/g, '$&\r\n');
}
