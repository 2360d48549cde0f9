/** What the environment says about who is let in, and how. */
export interface SecuritySettings {
  /** Keys that secrets are sealed with; the embedded edition makes its own in the data folder. */
  readonly secretKey: string | undefined;
  /** Where others reach us; it is the issuer of our tokens. */
  readonly publicUrl: string;
  readonly audience: string;
  readonly tokenSeconds: number;
  /** An OpenID Connect provider whose tokens are believed too. */
  readonly foreignIssuer: ForeignIssuerSettings | undefined;
  /** TLS ended by the gateway itself. */
  readonly tls: TlsSettings | undefined;
  /** Machines in front of us that are believed when they name a client's address or certificate; none by default. */
  readonly trustedProxies: readonly string[];
  /** Requests of one caller in a second, over a longer time, and at once. */
  readonly requestsPerSecond: number;
  readonly requestBurst: number;
}

export interface ForeignIssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly claims: {
    readonly partner: string;
    readonly scope: string;
    readonly roles: string;
    readonly partners: string;
  };
}

/** Names of PEM files. */
export interface TlsSettings {
  readonly keyFile: string;
  readonly certificateFile: string;
  /** Whose certificates clients may show; nobody is asked for one without it. */
  readonly clientCaFile: string | undefined;
}

/** @throws Error that names the variable and what it may be */
export function securitySettingsFrom(
  environment: NodeJS.ProcessEnv,
  { host, port }: { readonly host: string; readonly port: number },
): SecuritySettings {
  const text = (name: string): string | undefined => environment[name] || undefined;
  const number = (name: string, fallback: number): number => {
    const value = Number(text(name) ?? fallback);
    if (Number.isInteger(value) && value > 0) return value;
    throw new Error(`${name} must be a whole number above 0, not "${environment[name]}"`);
  };
  const tls = tlsFrom(text);
  const scheme = tls === undefined ? 'http' : 'https';
  return {
    secretKey: text('BIANZU_SECRET_KEY'),
    publicUrl: addressOf('BIANZU_PUBLIC_URL', text('BIANZU_PUBLIC_URL')) ?? `${scheme}://${host}:${port}`,
    audience: text('BIANZU_AUDIENCE') ?? 'bianzu',
    tokenSeconds: number('BIANZU_TOKEN_SECONDS', 600),
    foreignIssuer: foreignIssuerFrom(text),
    tls,
    trustedProxies: (text('BIANZU_TRUSTED_PROXIES') ?? '').split(',').flatMap((one) => one.trim() || []),
    requestsPerSecond: number('BIANZU_REQUESTS_PER_SECOND', 2_000),
    requestBurst: number('BIANZU_REQUEST_BURST', 10_000),
  };
}

type Text = (name: string) => string | undefined;

function foreignIssuerFrom(text: Text): ForeignIssuerSettings | undefined {
  const issuer = addressOf('BIANZU_OIDC_ISSUER', text('BIANZU_OIDC_ISSUER'));
  const claims = {
    partner: text('BIANZU_OIDC_PARTNER_CLAIM') ?? 'partner',
    scope: text('BIANZU_OIDC_SCOPE_CLAIM') ?? 'scope',
    roles: text('BIANZU_OIDC_ROLES_CLAIM') ?? 'roles',
    partners: text('BIANZU_OIDC_PARTNERS_CLAIM') ?? 'partners',
  };
  const audience = text('BIANZU_OIDC_AUDIENCE') ?? 'bianzu';
  return issuer === undefined ? undefined : { issuer, audience, claims };
}

function tlsFrom(text: Text): TlsSettings | undefined {
  const [keyFile, certificateFile] = [text('BIANZU_TLS_KEY'), text('BIANZU_TLS_CERTIFICATE')];
  const clientCaFile = text('BIANZU_TLS_CLIENT_CA');
  if (keyFile === undefined && certificateFile === undefined && clientCaFile === undefined) return undefined;
  if (keyFile !== undefined && certificateFile !== undefined)
    return { keyFile, certificateFile, clientCaFile };
  throw new Error('BIANZU_TLS_KEY and BIANZU_TLS_CERTIFICATE are needed together');
}

/** Plain http only to this machine: keys and tokens travel on it. */
function addressOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url?.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || isHere) return text.replace(/\/$/, '');
  throw new Error(`${name} must be an https address, not "${text}"`);
}
