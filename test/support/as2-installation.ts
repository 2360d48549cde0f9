import type { As2Sender } from './as2-sender.js';
import { configurationFolder, type ConfigurationFolder } from './configuration-folder.js';
import { Installation } from './installation.js';

/** Lets connections to this machine out, where the other side of the tests is. */
const outbound = {
  BIANZU_OUTBOUND_HTTP: 'true',
  BIANZU_OUTBOUND_PORTS: 'any',
  BIANZU_OUTBOUND_NETWORKS: '127.0.0.0/8',
};

export interface As2Installation {
  readonly hub: Installation;
  readonly as2: string;
  readonly configuration: ConfigurationFolder;
  close(): Promise<void>;
}

/**
 * An installation whose partner sys-1 has an AS2 connection, and its keys.
 * @param more settings as entries of a YAML flow mapping
 * @param isAcknowledged acknowledgements go over it, too
 */
export async function startWithAs2(
  sender: As2Sender,
  url: string,
  more = '',
  isAcknowledged = false,
): Promise<As2Installation> {
  const configuration = configurationFolder();
  const { from, to } = sender.names;
  configuration.replace(
    'sys-1.yaml',
    'senderIds: [DKHXT]\n',
    `senderIds: [DKHXT]\nconnections:\n  as2: { channel: as2, settings: { url: "${url}", as2From: "${to}", as2To: "${from}"${more} } }\n`,
  );
  if (isAcknowledged)
    configuration.replace(
      'sys-1.yaml',
      'charset: gb18030, when: always',
      'charset: gb18030, when: always, connection: as2',
    );
  const hub = await Installation.start({
    edition: 'embedded',
    configurationRoot: configuration.root,
    environment: outbound,
  });
  const { secrets } = hub.gateway;
  await secrets.put('own', 'as2-identity', sender.ours, { actor: 'test' });
  await secrets.put('sys-1', 'as2-certificate', sender.certificate(), { actor: 'test', kind: 'certificate' });
  const close = async (): Promise<void> => {
    await hub.close();
    configuration.close();
  };
  return {
    hub,
    configuration,
    close,
    get as2() {
      return `${hub.url}/as2`;
    },
  };
}
