import type { CertificateFacts, CertificateWarning } from '#libs/certificates';
import { shown, type Terminal } from './terminal.js';
import type { Words } from './words.js';

/** A certificate and everything that is told of it. */
export interface CertificateView extends CertificateFacts {
  /** Where it was found: `partner.crt 2`, `port/as2-certificate 1`. */
  readonly place: string;
  readonly daysLeft: number;
  /** Place of the one that issued it, when that was found with it. */
  readonly issuedBy?: string;
  readonly warnings: readonly CertificateWarning[];
}

const labels = {
  subject: { zh: '主体', en: 'subject' },
  issuer: { zh: '签发者', en: 'issuer' },
  serial: { zh: '序列号', en: 'serial' },
  valid: { zh: '有效期', en: 'valid' },
  key: { zh: '密钥', en: 'key' },
  signed: { zh: '签发算法', en: 'signed by' },
  usages: { zh: '用途', en: 'usages' },
  names: { zh: '别名', en: 'names' },
  fingerprint: { zh: 'SHA-256', en: 'SHA-256' },
} satisfies Record<string, Words>;

/** Each certificate as lines for people; warnings last, those that make it unfit with two marks. */
export function certificateLines(view: CertificateView, terminal: Terminal): string[] {
  const { key, validFrom, validTo, alternativeNames, warnings } = view;
  const facts: readonly (readonly [Words, string])[] = [
    [labels.subject, view.subject],
    [labels.issuer, `${view.issuer} (${terminal.words(issuerOf(view))})`],
    [labels.serial, view.serialNumber],
    [labels.valid, `${validFrom} – ${validTo} (${terminal.words(leftOf(view))})`],
    [labels.key, [key.kind, key.bits, key.curve].filter((part) => part !== undefined).join(' ')],
    [labels.signed, view.signatureAlgorithm],
    [labels.usages, usagesOf(view, terminal)],
    ...(alternativeNames.length === 0 ? [] : [[labels.names, alternativeNames.join(', ')] as const]),
    [labels.fingerprint, view.fingerprint],
  ];
  const width = terminal.language === 'zh' ? 1 : 11;
  return [
    view.place,
    ...facts.map(([label, text]) => `  ${terminal.words(label).padEnd(width)} ${text}`),
    ...warnings.map(
      ({ severity, text }) => `  ${severity === 'error' ? '!!' : '! '} ${terminal.words(text)}`,
    ),
  ].map(shown);
}

function issuerOf({ isSelfSigned, issuedBy }: CertificateView): Words {
  if (isSelfSigned) return { zh: '自签', en: 'itself' };
  return issuedBy === undefined
    ? { zh: '其证书不在其中', en: 'its certificate is not here' }
    : { zh: `即 ${issuedBy}`, en: issuedBy };
}

function leftOf({ daysLeft }: CertificateView): Words {
  return daysLeft < 0
    ? { zh: `已过期 ${-daysLeft} 天`, en: `${-daysLeft} days over` }
    : { zh: `还有 ${daysLeft} 天`, en: `${daysLeft} days left` };
}

function usagesOf({ keyUsages, purposes, isAuthority }: CertificateView, terminal: Terminal): string {
  const any = terminal.words({ zh: '不限', en: 'any' });
  const authority = isAuthority ? [terminal.words({ zh: '签发机构', en: 'authority' })] : [];
  return [keyUsages?.join(', ') ?? any, ...(purposes ?? []), ...authority].join('; ');
}
