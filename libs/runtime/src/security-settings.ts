import { isIP, isIPv6 } from 'node:net';
import { WrongSetting } from '#libs/message';

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

/** @throws WrongSetting */
export function securitySettingsFrom(
  environment: NodeJS.ProcessEnv,
  { host, port }: { readonly host: string; readonly port: number },
): SecuritySettings {
  const text = (name: string): string | undefined => environment[name] || undefined;
  const number = (name: string, fallback: number): number => {
    const value = Number(text(name) ?? fallback);
    if (Number.isInteger(value) && value > 0) return value;
    throw new WrongSetting(name, {
      zh: `应为大于 0 的整数，而不是“${environment[name]}”。`,
      en: `must be a whole number above 0, not "${environment[name]}".`,
    });
  };
  const tls = tlsFrom(text);
  const scheme = tls === undefined ? 'http' : 'https';
  return {
    secretKey: text('BIANZU_SECRET_KEY'),
    publicUrl: addressOf('BIANZU_PUBLIC_URL', text('BIANZU_PUBLIC_URL')) ?? ownAddress(scheme, host, port),
    audience: text('BIANZU_AUDIENCE') ?? 'bianzu',
    tokenSeconds: number('BIANZU_TOKEN_SECONDS', 600),
    foreignIssuer: foreignIssuerFrom(text),
    tls,
    trustedProxies: proxiesIn(text('BIANZU_TRUSTED_PROXIES') ?? ''),
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
  throw new WrongSetting('BIANZU_TLS_KEY', {
    zh: '须与 BIANZU_TLS_CERTIFICATE 一起设置。',
    en: 'is needed together with BIANZU_TLS_CERTIFICATE.',
  });
}

/** Plain http only to this machine: keys and tokens travel on it. */
function addressOf(name: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isHere = url?.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || isHere) return text.replace(/\/$/, '');
  throw new WrongSetting(name, {
    zh: `应为 https 地址，而不是“${text}”。`,
    en: `must be an https address, not "${text}".`,
  });
}

/** Where we are reached when nothing else is said. */
function ownAddress(scheme: string, host: string, port: number): string {
  const address = `${scheme}://${isIPv6(host) ? `[${host}]` : host}:${port}`;
  if (URL.canParse(address)) return address;
  throw new WrongSetting('HOST', {
    zh: `“${host}”不是地址。`,
    en: `"${host}" is no address.`,
  });
}

function proxiesIn(text: string): string[] {
  const proxies = text.split(',').flatMap((one) => one.trim() || []);
  for (const one of proxies) {
    const [address = '', prefix = '0'] = one.split('/');
    const longest = isIPv6(address) ? 128 : 32;
    if (isIP(address) !== 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= longest) continue;
    throw new WrongSetting('BIANZU_TRUSTED_PROXIES', {
      zh: `“${one}”不是地址或网络（如 10.0.0.0/8）。`,
      en: `"${one}" is no address, nor a network such as 10.0.0.0/8.`,
    });
  }
  return proxies;
}
