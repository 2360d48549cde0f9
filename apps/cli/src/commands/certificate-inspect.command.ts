import type { CertificateFile } from '#libs/certificates';
import { certificateLines, type CertificateView } from '../certificate-view.js';
import type { Call, CommandDeclaration } from '../command.js';
import { Input } from '../input.js';
import { UsageMistake } from '../mistake.js';
import { requiredMoment } from '../moment.js';
import { partnerCertificates, type FoundFile } from '../partner-certificates.js';

const largestFileBytes = 1024 * 1024;
/** As health and metrics warn. */
const usualSoonDays = 30;

export const certificateInspectCommand: CommandDeclaration = {
  name: 'certificate inspect',
  summary: {
    zh: '显示证书的主体、签发者、有效期、密钥、用途与指纹，并指出已过期、将过期、过弱或用途不符者；有错时以 1 结束。',
    en: 'Shows subject, issuer, validity, key, usages and fingerprint of certificates, and warns of those that have ended or will soon, are weak, or not for what they are needed for; ends with 1 when one is unfit.',
  },
  arguments: [
    {
      name: 'file',
      isOptional: true,
      summary: {
        zh: 'PEM（一张或多张）、DER 或 PKCS #7 文件，- 为标准输入',
        en: 'PEM with one or several, DER or PKCS #7; - for standard input',
      },
    },
  ],
  options: [
    {
      name: 'partner',
      value: 'id',
      summary: {
        zh: '代替文件：为此合作方（或 own）保存的证书，需要 DATABASE_URL 与 BIANZU_SECRET_KEY',
        en: 'instead of a file: those kept for a partner, or own; needs DATABASE_URL and BIANZU_SECRET_KEY',
      },
    },
    {
      name: 'soon',
      value: 'days',
      summary: { zh: '提前多少天提醒，默认 30', en: 'how long before its end one is warned of; default 30' },
    },
    {
      name: 'now',
      value: 'time',
      summary: { zh: '按此时刻判断，默认现在', en: 'judge as of this moment; default now' },
    },
    { name: 'json', summary: { zh: '每行一个 JSON', en: 'one JSON per line' } },
  ],
  examples: [
    { command: 'certificate inspect libs/certificates/examples/partner.crt' },
    {
      command: 'certificate inspect libs/certificates/examples/partner.crt --now 2121-01-01 --json',
      exitCode: 1,
    },
    { command: 'certificate inspect --partner own', needs: 'database' },
  ],
  async run(call) {
    const { given, terminal } = call;
    const found = await foundFiles(call);
    const now = new Date(requiredMoment(given.optional('now')));
    const views = await viewsOf(found, now, given.count('soon') ?? usualSoonDays);
    for (const view of views) {
      if (given.flag('json')) await terminal.print(JSON.stringify(view));
      else for (const line of certificateLines(view, terminal)) await terminal.print(line);
    }
    const isDamaged = await noteOddities(found, call);
    const isUnfit = views.some(({ warnings }) => warnings.some(({ severity }) => severity === 'error'));
    return isUnfit || isDamaged ? 1 : 0;
  },
};

async function foundFiles(call: Call): Promise<FoundFile[]> {
  const { given, terminal } = call;
  const [name, partner] = [given.optional('file'), given.optional('partner')];
  if ((name === undefined) === (partner === undefined))
    throw new UsageMistake({
      zh: '需要文件或 --partner 之一。',
      en: 'Either a file or --partner is needed.',
    });
  if (partner !== undefined) return partnerCertificates(call, partner);
  const input = await Input.open(name!, terminal.input);
  const bytes = await input.whole(largestFileBytes);
  const { certificatesIn } = await import('#libs/certificates');
  const file = bytes === undefined ? undefined : certificatesIn(bytes);
  if (file !== undefined && file.certificates.length + file.unreadable > 0)
    return [{ place: input.fileName ?? '-', file }];
  throw new UsageMistake({
    zh: `${name} 不是证书（PEM、DER 或 PKCS #7，至多 1 MiB）。`,
    en: `${name} is no certificate (PEM, DER or PKCS #7 of at most 1 MiB).`,
  });
}

async function viewsOf(found: readonly FoundFile[], now: Date, soonDays: number): Promise<CertificateView[]> {
  const { daysLeft, issuersWithin, warningsOf } = await import('#libs/certificates');
  return found.flatMap(({ place, file: { certificates } }) => {
    const issuers = issuersWithin(certificates);
    const placeOf = (at: number): string => (certificates.length === 1 ? place : `${place} #${at + 1}`);
    return certificates.map(({ facts }, at): CertificateView => {
      const issuer = issuers[at];
      return {
        place: placeOf(at),
        ...facts,
        daysLeft: daysLeft(facts, now),
        ...(issuer === undefined ? {} : { issuedBy: placeOf(issuer) }),
        warnings: warningsOf(facts, now, soonDays),
      };
    });
  });
}

/** @returns whether something that calls itself a certificate could not be read */
async function noteOddities(found: readonly FoundFile[], { given, terminal }: Call): Promise<boolean> {
  const sum = (count: (file: CertificateFile) => number): number =>
    found.reduce((total, { file }) => total + count(file), 0);
  const unreadable = sum((file) => file.unreadable);
  if (unreadable > 0)
    await terminal.note(
      terminal.words({ zh: `${unreadable} 张证书无法读取。`, en: `${unreadable} could not be read.` }),
    );
  if (given.optional('file') !== undefined && found.some(({ file }) => file.hasPrivateKey))
    await terminal.note(
      terminal.words({
        zh: '文件含有私钥：切勿交给他人。',
        en: 'There is a private key in the file: give it to nobody.',
      }),
    );
  return unreadable > 0;
}
