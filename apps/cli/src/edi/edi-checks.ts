import type { Issue } from '#libs/message';
import type { SchemaLibrary } from '#libs/validation';
import type { EdiPart } from './edi-parts.js';

export interface CheckedPart {
  /** The definition that the message was checked against; absent when there is none. */
  readonly schema?: string;
  /** The definition that comes nearest, for people: of the same message in another directory. */
  readonly nearest?: string;
  readonly issues: readonly Issue[];
}

/** Checks messages of EDI, each against the definition that it names or against the one that was asked for. */
export class EdiChecks {
  private readonly nearest = new Map<string, string | undefined>();

  constructor(
    private readonly schemas: SchemaLibrary,
    private readonly asked?: string,
  ) {}

  check({ document, message }: EdiPart): CheckedPart {
    if (document === undefined) return { issues: [] };
    const around = this.schemas.validateEnvelope(document);
    if (message === undefined) return { issues: around };
    const schema = this.asked ?? (this.schemas.has(message.ref) ? message.ref : undefined);
    if (schema === undefined) return { nearest: this.nearestTo(message.ref), issues: around };
    return { schema, nearest: schema, issues: this.schemas.validate(document, schema) };
  }

  private nearestTo(ref: string): string | undefined {
    if (!this.nearest.has(ref) && this.nearest.size < 1000)
      this.nearest.set(ref, this.schemas.nearestMessage(ref));
    return this.nearest.get(ref);
  }
}
