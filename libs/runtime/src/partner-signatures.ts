import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { checkXmlSignature } from '#libs/channels';
import type { AgreedSigner, CheckedSignature, ReceivedSignatures } from '#libs/journey';
import { issue } from '#libs/message';
import type { SecretInfo, SecretStore } from '#libs/partners';

/** As everywhere: two during a rotation. */
const inUse = 2;
/** How many that are no longer in use are tried, to tell the partner more than that it was a stranger. */
const mostFormer = 6;

/**
 * Checks the XML signatures of partners with the certificates, or plain public keys, that the secret store has of them. A certificate
 * has to be valid when the message is received; one that is retired counts no more, whenever it was. Issuers are not
 * asked: the partner's own certificates are what was agreed.
 */
export class PartnerSignatures implements ReceivedSignatures {
  constructor(private readonly secrets: Pick<SecretStore, 'list' | 'certificate' | 'active'>) {}

  async check(text: string, signer: AgreedSigner): Promise<CheckedSignature> {
    const { partner, signedBy, at } = signer;
    const all = (await this.secrets.list(partner)).filter(
      ({ name, kind }) => name === signedBy && kind === 'certificate',
    );
    const good = all.filter((one) => isGoodAt(one, new Date(at))).slice(0, inUse);
    const former = all.filter((one) => !good.includes(one)).slice(0, mostFormer);
    const keys = all.length > 0 ? await this.keysOf(good) : await this.plainKeys(signer);
    if (keys.length + former.length === 0)
      return { fault: issue('signature-unchecked', {}, { expected: signedBy }) };
    const checked = await checkXmlSignature(text, keys);
    if (checked.kind === 'signed') return { content: Buffer.from(checked.content) };
    if (checked.kind === 'altered') return { fault: issue('signature-altered', {}) };
    if (checked.kind === 'unsuitable')
      return { fault: issue('signature-unsuitable', {}, { args: checked.because }) };
    const before = await checkXmlSignature(text, await this.keysOf(former));
    if (before.kind === 'signed')
      return { fault: issue('signature-expired', {}, { value: at, expected: signedBy }) };
    const value = checked.shown ?? '-';
    return { fault: issue('signature-foreign', {}, { value, expected: signedBy }) };
  }

  private async keysOf(certificates: readonly SecretInfo[]): Promise<KeyObject[]> {
    const values = await Promise.all(certificates.map(({ id }) => this.secrets.certificate(id)));
    return values.flatMap((value) => (value === undefined ? [] : new X509Certificate(value).publicKey));
  }

  /** Where the partner has no certificate, its public key may be kept as a secret. */
  private async plainKeys({ partner, signedBy }: AgreedSigner): Promise<KeyObject[]> {
    const values = await this.secrets.active(partner, signedBy);
    return values.flatMap((pem) => publicKeyIn(pem) ?? []);
  }
}

function isGoodAt({ retiredAt, validFrom, validUntil }: SecretInfo, at: Date): boolean {
  return retiredAt === null && validFrom <= at && (validUntil === null || at < validUntil);
}

/** Undefined when whoever put it put something else. */
function publicKeyIn(pem: Buffer): KeyObject | undefined {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
}
