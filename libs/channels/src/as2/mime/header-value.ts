/** A header value with parameters (RFC 2045 section 5.1), as `multipart/signed; micalg="sha-256"`. */
export interface HeaderValue {
  /** In lower case. */
  readonly value: string;
  /** By their names in lower case; those of RFC 2231 decoded. */
  readonly parameters: ReadonlyMap<string, string>;
}

const parameter = /;\s*([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s"]*))/gy;

/** Never throws; what is not a parameter ends the reading. */
export function headerValueOf(text: string): HeaderValue {
  const start = text.indexOf(';');
  const value = (start < 0 ? text : text.slice(0, start)).trim().toLowerCase();
  const parameters = new Map<string, string>();
  parameter.lastIndex = Math.max(0, start);
  for (let found = start < 0 ? null : parameter.exec(text); found !== null; found = parameter.exec(text)) {
    const [, name = '', quoted, plain = ''] = found;
    add(parameters, name.toLowerCase(), quoted?.replaceAll(/\\(.)/g, '$1') ?? plain);
    // blanks before the next semicolon
    while (text[parameter.lastIndex] === ' ' || text[parameter.lastIndex] === '\t') parameter.lastIndex += 1;
  }
  return { value, parameters };
}

/** The value as a parameter, quoted. Characters that could end it or the header are not let through. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/[^\x20-\x7e]/g, '_').replaceAll(/["\\]/g, '\\$&')}"`;
}

/** A Content-Disposition with a file name; one that is not ASCII is given a second time as RFC 2231 wants it. */
export function attachment(fileName: string): string {
  const plain = `attachment; filename=${quoted(fileName)}`;
  return /^[\x20-\x7e]*$/.test(fileName) ? plain : `${plain}; filename*=UTF-8''${encodedName(fileName)}`;
}

function encodedName(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*]/g, (one) => `%${one.charCodeAt(0).toString(16)}`);
}

function add(parameters: Map<string, string>, name: string, value: string): void {
  const extended = name.endsWith('*') ? /^(?:utf-8)?'[^']*'(.*)$/i.exec(value)?.[1] : undefined;
  if (extended === undefined) {
    if (!parameters.has(name)) parameters.set(name, value);
    return;
  }
  try {
    parameters.set(name.slice(0, -1), decodeURIComponent(extended));
  } catch {
    // not percent-encoded: the plain parameter beside it, if any, stays
  }
}
