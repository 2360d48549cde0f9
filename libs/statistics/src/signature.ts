import type { CryptoKey } from 'jose';
import type { canonical } from '#libs/message';

export type StatisticsReport = canonical.StatisticsReport;

/** The key that signs: its id is published with its public half at `/.well-known/jwks.json`. */
interface Key {
  readonly id: string;
  readonly algorithm: string;
  readonly privateKey: CryptoKey;
}

/** The bytes that the signature is over: the message without it, canonicalised by RFC 8785. */
export function unsigned({ signature, ...report }: StatisticsReport): Uint8Array {
  void signature;
  return Buffer.from(canonicalised(report), 'utf8');
}

/** The report with a detached JWS (RFC 7515, appendix F) over the rest of it. */
export async function signed(report: StatisticsReport, key: Key): Promise<StatisticsReport> {
  const { CompactSign } = await import('jose');
  const whole = await new CompactSign(unsigned(report))
    .setProtectedHeader({ alg: key.algorithm, kid: key.id })
    .sign(key.privateKey);
  const [header, , signature] = whole.split('.');
  return { ...report, signature: `${header}..${signature}` };
}

/** RFC 8785: members by their UTF-16 code units, numbers as ECMAScript writes them. */
function canonicalised(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalised).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, one]) => one !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, one]) => `${JSON.stringify(name)}:${canonicalised(one)}`);
  return `{${members.join(',')}}`;
}
