import { activeSecrets } from '../active-secrets.js';
import type { ChannelContext, OutboundMessage } from '../channel.js';
import type { RestSettings } from './settings.schema.js';

/** How we show who we are, and know who the other side is; whatever is secret is named. */
export type Credentials = Pick<
  RestSettings,
  'bearer' | 'basic' | 'clientCertificate' | 'certificateAuthority'
>;

/** Authorization headers to try, the one with the newest secret first: two while a secret is being rotated. */
export async function authorizations(
  { bearer, basic }: Credentials,
  context: Pick<ChannelContext, 'secrets'>,
): Promise<readonly (string | undefined)[]> {
  if (bearer !== undefined)
    return (await activeSecrets(bearer, context)).map((value) => `Bearer ${value.toString('utf8')}`);
  if (basic === undefined) return [undefined];
  const passwords = await activeSecrets(basic.password, context);
  return passwords.map(
    (password) => `Basic ${Buffer.from(`${basic.user}:${password.toString('utf8')}`).toString('base64')}`,
  );
}

/** Whatever is shorter stands in many answers by chance. */
const leastCharacters = 4;

/** What nobody else is to read of an Authorization header of ours: a token, or a password in both its forms. */
export function secretsIn(authorization: string): readonly string[] {
  const [scheme = ''] = authorization.split(' ', 1);
  const credential = authorization.slice(scheme.length + 1);
  const pair = scheme === 'Basic' ? Buffer.from(credential, 'base64').toString('utf8') : ':';
  return [credential, pair.slice(pair.indexOf(':') + 1)].filter(({ length }) => length >= leastCharacters);
}

/** Our certificate and key, and whom we trust. The newest certificate is shown: whoever rotates it has told it before. */
export async function tlsOf(
  { clientCertificate, certificateAuthority }: Credentials,
  context: Pick<ChannelContext, 'secrets'>,
): Promise<{ cert?: Buffer; key?: Buffer; ca?: string }> {
  const authority = certificateAuthority === undefined ? {} : { ca: certificateAuthority };
  if (clientCertificate === undefined) return authority;
  const [pem] = await activeSecrets(clientCertificate, context);
  return { ...authority, cert: pem, key: pem };
}

/** What is sent: XML that was agreed to be signed with its signature, everything else as it is. */
export async function contentOf(
  { bytes, contentType }: Pick<OutboundMessage, 'bytes' | 'contentType'>,
  { xmlSignature }: RestSettings,
  context: Pick<ChannelContext, 'secrets'>,
): Promise<Uint8Array> {
  if (xmlSignature === undefined || !/xml/i.test(contentType)) return bytes;
  const [key] = await activeSecrets(xmlSignature, context);
  const { signedXml } = await import('../xml-signature/signed-xml.js');
  return signedXml(bytes, key);
}
