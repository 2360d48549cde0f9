import type { ChannelContext, OutboundMessage } from '../channel.js';
import type { RestSettings } from './settings.schema.js';

/** Authorization headers to try, the one with the newest secret first: two while a secret is being rotated. */
export async function authorizations(
  { bearer, basic }: RestSettings,
  context: Pick<ChannelContext, 'secrets'>,
): Promise<readonly (string | undefined)[]> {
  if (bearer !== undefined)
    return named(bearer, await context.secrets(bearer)).map((value) => `Bearer ${value.toString('utf8')}`);
  if (basic === undefined) return [undefined];
  const passwords = named(basic.password, await context.secrets(basic.password));
  return passwords.map(
    (password) => `Basic ${Buffer.from(`${basic.user}:${password.toString('utf8')}`).toString('base64')}`,
  );
}

/** Our certificate and key, and whom we trust. The newest certificate is shown: whoever rotates it has told it before. */
export async function tlsOf(
  { clientCertificate, certificateAuthority }: RestSettings,
  context: Pick<ChannelContext, 'secrets'>,
): Promise<{ cert?: Buffer; key?: Buffer; ca?: string }> {
  const authority = certificateAuthority === undefined ? {} : { ca: certificateAuthority };
  if (clientCertificate === undefined) return authority;
  const [pem] = named(clientCertificate, await context.secrets(clientCertificate));
  return { ...authority, cert: pem, key: pem };
}

/** What is sent: XML that was agreed to be signed with its signature, everything else as it is. */
export async function contentOf(
  { bytes, contentType }: Pick<OutboundMessage, 'bytes' | 'contentType'>,
  { xmlSignature }: RestSettings,
  context: Pick<ChannelContext, 'secrets'>,
): Promise<Uint8Array> {
  if (xmlSignature === undefined || !/xml/i.test(contentType)) return bytes;
  const [key] = named(xmlSignature, await context.secrets(xmlSignature));
  const { signedXml } = await import('./xml-signature.js');
  return signedXml(bytes, key);
}

function named(name: string, values: readonly Buffer[]): readonly [Buffer, ...Buffer[]] {
  const [newest, ...others] = values;
  if (newest === undefined) throw new SecretMissing(name);
  return [newest, ...others];
}

/** The connection names a secret that has no active value. */
export class SecretMissing extends Error {
  constructor(name: string) {
    super(`the secret "${name}" has no active value`);
  }
}
