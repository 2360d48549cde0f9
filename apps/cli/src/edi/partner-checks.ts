import { agreedEnvelopeFaults, agreedFaults, isAcknowledgement } from '#libs/journey';
import { issue } from '#libs/message';
import type { Agreement, EdiTerms, Partner, RecognisedMessage } from '#libs/routing';
import type { EdiMessage } from '#libs/validation';
import { UsageMistake } from '../mistake.js';
import { unknownName, type Workspace } from '../workspace.js';
import { EdiChecks, placedIn, type CheckedPart, type PartChecks } from './edi-checks.js';
import type { EdiPart } from './edi-parts.js';

/** A partner that speaks EDI. */
export interface EdiPartner extends Partner {
  readonly edi: EdiTerms;
}

/** @throws UsageMistake when there is no such partner, or it does not speak EDI */
export function ediPartner(id: string, { routing }: Workspace): EdiPartner {
  const partner = routing.partner(id);
  const known = routing.partners.filter(({ edi }) => edi !== undefined).map((one) => one.id);
  if (partner === undefined) throw unknownName(id, known, '合作方', 'partner');
  if (partner.edi !== undefined) return { ...partner, edi: partner.edi };
  throw new UsageMistake({
    zh: `没有与“${id}”约定 EDI（协议文件中没有 edi）。`,
    en: `EDI is not agreed on with "${id}": its file has no "edi".`,
  });
}

/** @param sender a partner: its agreements decide, as in the hub; without it, what each message says of itself */
export function partChecks(
  workspace: Workspace,
  schema: string | undefined,
  sender: string | undefined,
): PartChecks {
  const plain = new EdiChecks(workspace.schemas, schema);
  return sender === undefined
    ? plain
    : new PartnerChecks(ediPartner(sender, workspace), workspace, plain, schema);
}

class PartnerChecks implements PartChecks {
  constructor(
    private readonly partner: EdiPartner,
    private readonly workspace: Workspace,
    private readonly plain: EdiChecks,
    /** In place of the schemas of the agreements. */
    private readonly asked: string | undefined,
  ) {}

  check(part: EdiPart): CheckedPart {
    const { document, message, issues } = part;
    if (document === undefined) return { issues };
    const { schemas } = this.workspace;
    if (message === undefined) {
      const found = [...issues, ...schemas.validateEnvelope(document)];
      return { issues: agreedEnvelopeFaults(document, found, this.partner.edi) };
    }
    const agreement = this.agreementFor(part, message);
    const schema = this.asked ?? agreement?.schema;
    if (schema === undefined) return this.withoutAgreement(part, message);
    const terms = { schema, tolerance: agreement?.tolerance ?? {} };
    const found = agreedFaults(document, issues, terms, schemas);
    return { schema, nearest: schema, issues: placedIn(message, found) };
  }

  /** Acknowledgements need none; anything else is refused. */
  private withoutAgreement(part: EdiPart, message: EdiMessage): CheckedPart {
    const checked = this.plain.check(part);
    if (isAcknowledgement(part.document!.format, recognised(message))) return checked;
    const value = Object.values(recognised(message))
      .filter((word) => word !== '')
      .join(' ');
    const details = { value, expected: this.partner.id, args: { ...message.count } };
    return { ...checked, issues: [...checked.issues, issue('agreement-missing', {}, details)] };
  }

  private agreementFor({ document }: EdiPart, message: EdiMessage): Agreement | undefined {
    return this.workspace.routing.agreementFor(this.partner.id, {
      format: document!.format,
      message: recognised(message),
      property: () => undefined,
    });
  }
}

function recognised({ type, ref, association }: EdiMessage): RecognisedMessage {
  return { type, directory: ref.split('/')[1] ?? '', association };
}
