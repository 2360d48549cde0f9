import type { Issue } from '#libs/message';
import type { EdiMessage, SchemaLibrary } from '#libs/validation';
import type { EdiPart } from './edi-parts.js';

export interface CheckedPart {
  /** The definition that the message was checked against; absent when there is none. */
  readonly schema?: string;
  /** The definition that comes nearest, for people: of the same message in another directory. */
  readonly nearest?: string;
  /** Everything, what decoding has found included. */
  readonly issues: readonly Issue[];
}

/** How the parts of a file are checked. */
export interface PartChecks {
  check(part: EdiPart): CheckedPart;
}

/** Checks messages of EDI, each against the definition that it names or against the one that was asked for. */
export class EdiChecks implements PartChecks {
  private readonly nearest = new Map<string, string | undefined>();

  constructor(
    private readonly schemas: SchemaLibrary,
    private readonly asked?: string,
  ) {}

  check({ document, message, issues }: EdiPart): CheckedPart {
    if (document === undefined) return { issues };
    const around = this.schemas.validateEnvelope(document);
    if (message === undefined) return { issues: [...issues, ...around] };
    const schema = this.asked ?? (this.schemas.has(message.ref) ? message.ref : undefined);
    if (schema === undefined) return { nearest: this.nearestTo(message.ref), issues: [...issues, ...around] };
    const found = placedIn(message, this.schemas.validate(document, schema));
    return { schema, nearest: schema, issues: [...issues, ...found] };
  }

  private nearestTo(ref: string): string | undefined {
    if (!this.nearest.has(ref) && this.nearest.size < 1000)
      this.nearest.set(ref, this.schemas.nearestMessage(ref));
    return this.nearest.get(ref);
  }
}

/** Rules speak of the message alone; an answer has to know which one of the file it is. */
export function placedIn({ count }: EdiMessage, issues: readonly Issue[]): Issue[] {
  return issues.map((fault) =>
    fault.args?.message === undefined ? { ...fault, args: { ...fault.args, ...count } } : fault,
  );
}
