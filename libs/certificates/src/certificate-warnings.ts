import type { CertificateFacts, KeyFacts } from './certificate-facts.js';

/** Something that whoever uses the certificate should know. */
export interface CertificateWarning {
  readonly code:
    | 'expired'
    | 'not-yet-valid'
    | 'ends-soon'
    | 'weak-key'
    | 'weak-signature'
    | 'not-for-signing'
    | 'not-for-encryption';
  /** An `error` makes it unfit for everything. */
  readonly severity: 'error' | 'warning';
  readonly text: { readonly zh: string; readonly en: string };
}

const dayMs = 86_400_000;

/** Whole days until the end; negative when it is over. */
export function daysLeft({ validTo }: Pick<CertificateFacts, 'validTo'>, now: Date): number {
  return Math.floor((Date.parse(validTo) - now.getTime()) / dayMs);
}

/** @param soonDays how many days before its end a certificate is warned of */
export function warningsOf(facts: CertificateFacts, now: Date, soonDays: number): CertificateWarning[] {
  return [...ofTime(facts, now, soonDays), ...ofStrength(facts), ...ofUse(facts)];
}

function ofTime(facts: CertificateFacts, now: Date, soonDays: number): CertificateWarning[] {
  const left = daysLeft(facts, now);
  if (Date.parse(facts.validFrom) > now.getTime())
    return [error('not-yet-valid', `${facts.validFrom} 之前无效`, `not valid before ${facts.validFrom}`)];
  if (left < 0) return [error('expired', `已过期 ${-left} 天`, `it ended ${counted(-left)} ago`)];
  return left < soonDays
    ? [warning('ends-soon', `将在 ${left} 天后过期`, `it ends in ${counted(left)}`)]
    : [];
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

function ofStrength({ key, signatureAlgorithm, isSelfSigned }: CertificateFacts): CertificateWarning[] {
  const weak = isWeak(key)
    ? [
        error(
          'weak-key',
          '密钥过弱：RSA 至少 2048 位，EC 至少 256 位',
          'its key is weak: RSA has 2048 bits or more, EC 256',
        ),
      ]
    : [];
  // nobody verifies the signature of a certificate that vouches for itself
  return isSelfSigned || !/MD5|SHA-1/.test(signatureAlgorithm)
    ? weak
    : [
        ...weak,
        warning(
          'weak-signature',
          `签发所用算法过弱：${signatureAlgorithm}`,
          `its issuer signed it by a weak algorithm: ${signatureAlgorithm}`,
        ),
      ];
}

function isWeak({ kind, bits }: KeyFacts): boolean {
  if (kind === 'DSA') return true;
  if (bits === undefined) return false;
  return bits < (kind.startsWith('RSA') ? 2048 : 256);
}

function ofUse({ key, keyUsages }: CertificateFacts): CertificateWarning[] {
  const may = (...usages: readonly string[]): boolean =>
    keyUsages === undefined || usages.some((one) => keyUsages.includes(one));
  const warnings: CertificateWarning[] = [];
  if (!may('digitalSignature', 'nonRepudiation'))
    warnings.push(
      warning(
        'not-for-signing',
        '密钥用途不含签名（digitalSignature）',
        'its key usage leaves out signing (digitalSignature)',
      ),
    );
  if (key.kind !== 'RSA')
    warnings.push(
      warning(
        'not-for-encryption',
        '不能用于 AS2 加密：只有 RSA 密钥可以',
        'AS2 cannot encrypt for it: only for RSA keys',
      ),
    );
  else if (!may('keyEncipherment', 'dataEncipherment'))
    warnings.push(
      warning(
        'not-for-encryption',
        '密钥用途不含加密（keyEncipherment）',
        'its key usage leaves out encryption (keyEncipherment)',
      ),
    );
  return warnings;
}

type Code = CertificateWarning['code'];

function error(code: Code, zh: string, en: string): CertificateWarning {
  return { code, severity: 'error', text: { zh, en } };
}

function warning(code: Code, zh: string, en: string): CertificateWarning {
  return { code, severity: 'warning', text: { zh, en } };
}
