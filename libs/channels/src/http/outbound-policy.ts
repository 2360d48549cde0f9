import { WrongSetting } from '#libs/message';
import { ipNetworkOf } from './ip-address.js';

/** Where the installation lets connections to partners go. What is not said here is forbidden. */
export interface OutboundPolicy {
  /** Also `http:`; for tests and machines beside this one. */
  readonly http: boolean;
  readonly ports: readonly number[] | 'any';
  /** Networks that may be connected to although they are not public, e.g. `10.20.0.0/16`. */
  readonly networks: readonly string[];
  /** Addresses of a host name; the system's resolver when not given. */
  readonly resolve?: (hostname: string) => Promise<readonly string[]>;
}

/** Public addresses, by `https:`, at the ports that are usual for it. */
export const strictOutboundPolicy = {
  http: false,
  ports: [443, 8443],
  networks: [],
} as const satisfies OutboundPolicy;

/**
 * Reads the settings of an installation. `ports` is a list of numbers with commas or `any`, `networks` a list with commas.
 * @throws WrongSetting
 */
export function outboundPolicyFrom(environment: NodeJS.ProcessEnv): OutboundPolicy {
  const networks = listOf(environment.BIANZU_OUTBOUND_NETWORKS);
  for (const network of networks)
    if (ipNetworkOf(network) === undefined)
      throw new WrongSetting('BIANZU_OUTBOUND_NETWORKS', {
        zh: `“${network}”不是网络（如 10.20.0.0/16）。`,
        en: `"${network}" is no network such as 10.20.0.0/16.`,
      });
  const ports = environment.BIANZU_OUTBOUND_PORTS || strictOutboundPolicy.ports.join();
  return {
    http: environment.BIANZU_OUTBOUND_HTTP === 'true',
    ports: ports === 'any' ? 'any' : listOf(ports).map(portOf),
    networks,
  };
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port > 0 && port < 65_536) return port;
  throw new WrongSetting('BIANZU_OUTBOUND_PORTS', {
    zh: `应为 any 或以逗号分隔的端口；“${text}”不是端口。`,
    en: `must be "any" or ports with commas, and "${text}" is no port.`,
  });
}

function listOf(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}
