import { createHash, createSign, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkXmlSignature } from '#libs/channels';
import { codecFor, encodeText } from '#libs/codecs';
import { issue } from '#libs/message';
import type { Agreement } from '#libs/routing';
import type { Engines } from '../engines.js';
import type { ReceivedMessage } from '../outcome.js';
import { checkSignature } from './check-signature.js';

const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const namespace = 'http://www.w3.org/2000/09/xmldsig#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** The signature over a document whose canonical form this is, with the hand. */
function signatureOver(canonical: string): string {
  const digest = createHash('sha512').update(canonical).digest('base64');
  const info =
    `<d:SignedInfo xmlns:d="${namespace}"><d:CanonicalizationMethod Algorithm="${exclusive}"></d:CanonicalizationMethod>` +
    '<d:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha512"></d:SignatureMethod>' +
    `<d:Reference URI=""><d:Transforms><d:Transform Algorithm="${namespace}enveloped-signature"></d:Transform>` +
    `<d:Transform Algorithm="${exclusive}"></d:Transform></d:Transforms>` +
    `<d:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha512"></d:DigestMethod><d:DigestValue>${digest}</d:DigestValue></d:Reference></d:SignedInfo>`;
  const value = createSign('sha512').update(info).sign(privateKey, 'base64');
  return `<d:Signature xmlns:d="${namespace}">${info}<d:SignatureValue>${value}</d:SignatureValue></d:Signature>`;
}

const engines = {
  signatures: {
    check: async (text: string) => {
      const checked = await checkXmlSignature(text, [publicKey]);
      return checked.kind === 'signed'
        ? { content: Buffer.from(checked.content) }
        : { fault: issue('signature-foreign', {}, { value: checked.kind }) };
    },
  },
} as Pick<Engines, 'signatures'> as Engines;
const message = { envelope: { receivedAt: '2026-03-16T08:00:00Z' } } as ReceivedMessage;
const agreement = { partner: 'platform', signedBy: 'signer' } as Agreement;

async function faultsOf(text: string, { charset = 'utf-8', by = engines } = {}): Promise<string[]> {
  const { bytes } = encodeText(text, charset);
  const { document } = codecFor('xml').decode(bytes);
  const faults = await checkSignature(document!, bytes, { agreement, message, engines: by });
  return faults.map(({ code, value, args }) => [code, value ?? args?.en].filter(Boolean).join(': '));
}

describe('the signature of a message', () => {
  const canonical = '<a:R xmlns:a="urn:a" x="1" a:y="2"><B>货物 &lt;1&gt;</B>\n<C></C></a:R>';

  it.each([
    ['as it was signed', '<a:R xmlns:a="urn:a" x="1" a:y="2"><B>货物 &lt;1&gt;</B>\n<C></C>|</a:R>'],
    [
      'with other ends of lines',
      '<a:R xmlns:a="urn:a" x="1" a:y="2"><B>货物 &lt;1&gt;</B>\r\n<C></C>|</a:R>',
    ],
    [
      'with attributes in another order',
      `<a:R a:y='2'  x="1" xmlns:a="urn:a"><B>货物 &lt;1&gt;</B>\n<C/>|</a:R>`,
    ],
    [
      'with CDATA and references',
      '<a:R xmlns:a="urn:a" x="1" a:y="2"><B><![CDATA[货物 <1>]]></B>\n<C/>|</a:R>',
    ],
    [
      'with a remark in a value',
      '<a:R xmlns:a="urn:a" x="1" a:y="2"><B>货物 <!-- x -->&#60;1&gt;</B>\n<C/>|</a:R>',
    ],
    [
      'in GB18030',
      '<?xml version="1.0" encoding="GB18030"?>\n<a:R xmlns:a="urn:a" x="1" a:y="2"><B>货物 &lt;1&gt;</B>\n<C/>|</a:R>',
      'gb18030',
    ],
    [
      'in UTF-16',
      '\ufeff<?xml version="1.0" encoding="UTF-16"?><a:R xmlns:a="urn:a" x="1" a:y="2"><B>货物 &lt;1&gt;</B>\n<C/>|</a:R>',
      'utf-16le',
    ],
  ])('is good for what it signs, %s', async (_, text, charset = 'utf-8') => {
    expect(await faultsOf(text.replace('|', signatureOver(canonical)), { charset })).toEqual([]);
  });

  it('is not good for a document that only looks the same', async () => {
    const signed = canonical.replace('</a:R>', `${signatureOver(canonical)}</a:R>`);
    const foreign = ['signature-foreign: altered'];
    expect(await faultsOf(signed.replace('urn:a', 'urn:b'))).toEqual(foreign);
    expect(await faultsOf(signed.replace('<B>', '<B z="1">'))).toEqual(foreign);
    expect(await faultsOf(signed.replace('货物', '货 物'))).toEqual(foreign);
  });

  it('has to be where it was agreed, with nothing in it that nobody has signed', async () => {
    const signature = signatureOver(canonical);
    const object = signature.replace('</d:Signature>', '<d:Object><B>9</B></d:Object></d:Signature>');
    expect(await faultsOf(canonical.replace('<C></C>', `<C>${signature}</C>`))).toEqual([
      'signature-unsuitable: not in the root element',
    ]);
    expect(await faultsOf(canonical.replace('</a:R>', `${object}</a:R>`))).toEqual([
      'signature-unsuitable: with Object',
    ]);
    expect(await faultsOf(canonical)).toEqual(['signature-missing']);
  });

  it('is not trusted where what was signed is something else than what was read', async () => {
    const signatures = { check: async () => ({ content: Buffer.from(canonical.replace('货物', '煤')) }) };
    const signed = canonical.replace('</a:R>', `${signatureOver(canonical)}</a:R>`);
    const by = { ...engines, signatures };
    expect(await faultsOf(signed, { by })).toEqual(['signature-altered']);
  });

  it('is refused where nobody can check it', async () => {
    const signed = canonical.replace('</a:R>', `${signatureOver(canonical)}</a:R>`);
    const by = { ...engines, signatures: undefined } as Pick<Engines, 'signatures'> as Engines;
    expect(await faultsOf(signed, { by })).toEqual(['signature-unchecked']);
  });
});
