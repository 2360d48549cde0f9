import { fromBase64 } from './base64.js';
import { headerValueOf, type HeaderValue } from './header-value.js';

/** A MIME entity (RFC 2045): headers, an empty line, and a body. The bytes are kept exactly as they came. */
export interface Entity {
  /** By their names in lower case, unfolded; the first of each name. */
  readonly headers: ReadonlyMap<string, string>;
  /** As transferred: not yet decoded. */
  readonly body: Buffer;
  /** Headers and body. */
  readonly bytes: Buffer;
}

const mostHeaderBytes = 16 * 1024;
const headerLine = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/;

/** The entity in these bytes; undefined when they do not begin with headers of MIME. Lines may end in CRLF or in LF alone. */
export function readEntity(bytes: Buffer): Entity | undefined {
  const head = bytes.subarray(0, mostHeaderBytes).toString('latin1');
  // no header at all is an entity, too: of plain text
  const end = /^\r?\n/.exec(head) ?? /\r?\n\r?\n/.exec(head);
  if (end === null) return undefined;
  const lines = head
    .slice(0, end.index)
    .replaceAll(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/);
  const headers = new Map<string, string>();
  for (const line of lines.filter((one) => one !== '')) {
    const [, name, value] = headerLine.exec(line) ?? [];
    if (name === undefined || value === undefined) return undefined;
    if (!headers.has(name.toLowerCase())) headers.set(name.toLowerCase(), value.trim());
  }
  return { headers, body: bytes.subarray(end.index + end[0].length), bytes };
}

/** An entity made of HTTP headers and the body of the request: the outermost one of a transmission. */
export function outermostEntity(headers: ReadonlyMap<string, string>, body: Buffer): Entity {
  return { headers, body, bytes: body };
}

/** Writes an entity: the headers in their order, CRLF, and the body. @throws Error when a header would not be one line */
export function writeEntity(headers: Readonly<Record<string, string>>, body: Uint8Array): Buffer {
  const lines = Object.entries(headers).map(([name, value]) => {
    if (/[^\t\x20-\x7e]/.test(value))
      throw new Error(`the header ${name} has characters that headers cannot have`);
    return `${name}: ${value}\r\n`;
  });
  return Buffer.concat([Buffer.from(`${lines.join('')}\r\n`, 'latin1'), body]);
}

export function contentTypeOf({ headers }: Pick<Entity, 'headers'>): HeaderValue {
  return headerValueOf(headers.get('content-type') ?? 'text/plain');
}

/** The body without its transfer encoding; undefined when it is not in that encoding. */
export function contentOf({ headers, body }: Entity): Buffer | undefined {
  const encoding = headerValueOf(headers.get('content-transfer-encoding') ?? 'binary').value;
  if (['binary', '8bit', '7bit'].includes(encoding)) return body;
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body);
  if (encoding !== 'base64') return undefined;
  return fromBase64(body);
}

/** The form that signatures of text are made over (RFC 8551 section 3.1.1): every line ends in CRLF. */
export function canonical(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(/\r?\n/g, '\r\n'), 'latin1');
}

function fromQuotedPrintable(body: Buffer): Buffer {
  const text = body
    .toString('latin1')
    .replaceAll(/[ \t]*=\r?\n/g, '')
    .replaceAll(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}
