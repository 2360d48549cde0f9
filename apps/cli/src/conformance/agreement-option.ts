import { agreementName, loadConfiguration, type Configuration } from '#libs/configuration';
import type { Agreement, Destination } from '#libs/routing';
import { ConfigurationMistakes, UsageMistake } from '../mistake.js';
import { unknownName, type Workspace } from '../workspace.js';

/** The configuration, which must be right but for schemas that nobody asks for. @throws ConfigurationMistakes */
export function soundConfiguration(workspace: Workspace): Configuration {
  const configuration = loadConfiguration(workspace.root, { withSchemasUnread: true });
  if (configuration.problems.length > 0) throw new ConfigurationMistakes(configuration.problems);
  return configuration;
}

/** By its name in addresses, `sys-1.order.1`. @throws UsageMistake */
export function agreementNamed({ routing }: Configuration, name: string): Agreement | Destination {
  const all = [...routing.partners.flatMap(({ agreements }) => agreements), ...routing.destinations];
  const found = all.find((one) => agreementName(one) === name);
  if (found !== undefined) return found;
  throw unknownName(name, all.map(agreementName), '协议', 'agreement');
}

/** @throws UsageMistake when it is one about what the partner gets: that is sent by a hub */
export function inboundAgreement(configuration: Configuration, name: string): Agreement {
  const agreement = agreementNamed(configuration, name);
  if (agreement.direction === 'inbound') return agreement;
  throw new UsageMistake({
    zh: `“${name}”是外发协议，测试报文由枢纽发送：请用 --hub。`,
    en: `"${name}" is about what the partner gets, which a hub sends to it: use --hub.`,
  });
}
