import { afterAll, describe, expect, it } from '@jest/globals';
import { signedXml } from '#libs/channels';
import type { SecretInfo } from '#libs/partners';
import { OpenSsl } from '../../channels/test/as2/openssl.js';
import { PartnerSignatures } from './partner-signatures.js';

const openssl = new OpenSsl();
afterAll(() => openssl.close());
const identity = openssl.identity('platform');
const stranger = openssl.identity('stranger');
const certificate = openssl.read('platform.crt');
const publicKey = openssl.run('x509', '-in', '@platform.crt', '-noout', '-pubkey');
const info: SecretInfo = {
  id: 'c-1',
  owner: 'platform',
  name: 'signer',
  version: 1,
  kind: 'certificate',
  validFrom: new Date('2026-03-01'),
  validUntil: new Date('2026-04-01'),
  createdAt: new Date('2026-03-01'),
  createdBy: 'test',
  retiredAt: null,
};

/** What is found in a receipt of that day; the signature is good in itself. */
async function found(
  at: string,
  infos: readonly SecretInfo[],
  { by = identity, secrets = [] }: { by?: Buffer; secrets?: readonly Buffer[] } = {},
): Promise<string> {
  const signatures = new PartnerSignatures({
    list: async () => [...infos],
    certificate: async () => certificate,
    active: async () => secrets,
  });
  const signed = (await signedXml(Buffer.from('<Root><A>1</A></Root>'), by)).toString();
  const { fault } = await signatures.check(signed, { partner: 'platform', signedBy: 'signer', at });
  return fault?.code ?? 'good';
}

describe('the signature of a partner', () => {
  it('is good while its certificate is valid and not retired', async () => {
    expect(await found('2026-03-16T08:00:00Z', [info])).toBe('good');
    expect(await found('2026-02-28T23:59:59Z', [info])).toBe('signature-expired');
    expect(await found('2026-04-01T00:00:00Z', [info])).toBe('signature-expired');
    const retired = { ...info, retiredAt: new Date('2026-03-20') };
    expect(await found('2026-03-16T08:00:00Z', [retired])).toBe('signature-expired');
  });

  it('is nothing without a certificate of that name, or by a stranger', async () => {
    const at = '2026-03-16T08:00:00Z';
    expect(await found(at, [])).toBe('signature-unchecked');
    expect(await found(at, [{ ...info, name: 'other' }])).toBe('signature-unchecked');
    expect(await found(at, [info], { by: stranger })).toBe('signature-foreign');
  });

  it('may be checked by a plain key, where there is no certificate', async () => {
    const at = '2026-03-16T08:00:00Z';
    expect(await found(at, [], { secrets: [publicKey] })).toBe('good');
    expect(await found(at, [], { secrets: [Buffer.from('no key')] })).toBe('signature-unchecked');
    expect(await found(at, [info], { by: stranger, secrets: [stranger] })).toBe('signature-foreign');
  });
});
