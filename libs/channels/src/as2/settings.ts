import type { NamesFiles } from '../file-name.schema.js';
import type { KeyTransport } from './cms/key-transport.js';
import type { CipherName, DigestName } from './cms/object-identifiers.js';

/** What is agreed with a partner about AS2, with everything that its file leaves out. */
export interface As2Settings extends NamesFiles {
  /** Where the partner takes transmissions. */
  readonly url: string;
  /** Our AS2 name, and the partner's. */
  readonly as2From: string;
  readonly as2To: string;
  readonly subject?: string;
  readonly sign?: DigestName | 'none';
  readonly encrypt?: CipherName | 'none';
  readonly keyTransport?: KeyTransport;
  readonly compress?: 'none' | 'before-signing' | 'after-signing';
  readonly mdn?: 'sync' | 'async' | 'none';
  readonly signedMdn?: boolean;
  /** Where asynchronous MDNs for us go: our own address as the partner sees it, ending in `/as2/mdn`. */
  readonly mdnUrl?: string;
  /** How long an asynchronous MDN may take, in minutes. */
  readonly mdnWithinMinutes?: number;
  /** Name of the secret with our key and certificate in PEM. */
  readonly identity?: string;
  /** Name under which the partner's certificate is kept. */
  readonly certificate?: string;
  readonly receive?: Partial<ReceiveTerms>;
}

/** What a transmission from the partner must and may be. */
export interface ReceiveTerms {
  /** Unsigned ones are taken all the same when they come with the partner's token. */
  readonly unsigned: 'refuse' | 'with-token';
  readonly mustBeEncrypted: boolean;
  readonly acceptSha1: boolean;
  readonly acceptTripleDes: boolean;
  /** Hosts that asynchronous MDNs may go to besides that of `url`. */
  readonly mdnHosts: readonly string[];
}

export type CompleteSettings = Required<Omit<As2Settings, 'mdnUrl' | 'receive' | 'fileName'>> &
  Pick<As2Settings, 'mdnUrl'> & { readonly receive: ReceiveTerms };

export function completeSettings(settings: As2Settings): CompleteSettings {
  return {
    subject: 'EDI',
    sign: 'sha-256',
    encrypt: 'aes-256-cbc',
    keyTransport: 'rsa',
    compress: 'none',
    mdn: 'sync',
    signedMdn: true,
    mdnWithinMinutes: 24 * 60,
    identity: 'as2-identity',
    certificate: 'as2-certificate',
    ...settings,
    receive: {
      unsigned: 'refuse',
      mustBeEncrypted: false,
      acceptSha1: false,
      acceptTripleDes: false,
      mdnHosts: [],
      ...settings.receive,
    },
  };
}
