/** What is signed of a request. */
export interface SignableRequest {
  readonly method: string;
  /** The whole address that the request was made to. */
  readonly url: string;
  /** Names in lower case; several values of one name in their order. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** Derived components (RFC 9421, 2.2); `undefined` for what we do not know. */
const derived: Readonly<Record<string, (request: SignableRequest, url: URL) => string>> = {
  '@method': ({ method }) => method.toUpperCase(),
  '@target-uri': ({ url }) => url,
  '@authority': (_, { host }) => host.toLowerCase(),
  '@scheme': (_, { protocol }) => protocol.slice(0, -1),
  '@path': (_, { pathname }) => pathname,
  '@query': (_, { search }) => (search === '' ? '?' : search),
  '@request-target': (_, { pathname, search }) => pathname + search,
};

/**
 * The text that is signed (RFC 9421, 2.5).
 * @param parameters the inner list with its parameters, as it stands in Signature-Input
 * @returns undefined when a component is not known, or not in the request
 */
export function signatureBase(
  request: SignableRequest,
  components: readonly string[],
  parameters: string,
): string | undefined {
  const url = new URL(request.url);
  const lines: string[] = [];
  for (const name of components) {
    const value = name.startsWith('@') ? derived[name]?.(request, url) : fieldOf(request, name);
    if (value === undefined) return undefined;
    lines.push(`"${name}": ${value}`);
  }
  return [...lines, `"@signature-params": ${parameters}`].join('\n');
}

function fieldOf({ headers }: SignableRequest, name: string): string | undefined {
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (value === undefined) return undefined;
  return [value]
    .flat()
    .map((one) => one.trim().replaceAll(/\s*\r\n\s+/g, ' '))
    .join(', ');
}
