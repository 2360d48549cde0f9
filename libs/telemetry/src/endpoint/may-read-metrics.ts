import { timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export interface MetricsReader {
  readonly remoteAddress: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;
/** A proxy on this machine comes from loopback as well; what it passes on does not count as ours. */
const forwarded = ['forwarded', 'via', 'x-forwarded-for', 'x-real-ip'];

/** Metrics are for whoever asks from this very machine, and for whoever knows the token; for nobody else. */
export function mayReadMetrics(
  { remoteAddress, headers }: MetricsReader,
  token: string | undefined,
): boolean {
  if (token !== undefined && isSame(headers.authorization ?? '', `Bearer ${token}`)) return true;
  return loopback.test(remoteAddress ?? '') && forwarded.every((name) => headers[name] === undefined);
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.byteLength === other.byteLength && timingSafeEqual(one, other);
}
