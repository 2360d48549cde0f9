import type { DataSource } from 'typeorm';

/** What a proposal would change, as it was when it was made. */
export interface ListDifference {
  /** Names of the columns. */
  readonly header: string;
  readonly added: readonly ListedChange[];
  readonly changed: readonly ListedChange[];
}

export interface ListedChange {
  readonly code: string;
  /** The entry as it is. */
  readonly before?: object;
  /** The rows of this code as they would be, as CSV. */
  readonly after: readonly string[];
}

/** A change of a code list that somebody has proposed; it becomes active when somebody else wants it too. */
export interface CodeListProposal {
  readonly id: string;
  readonly list: string;
  /** The whole list as it would be. */
  readonly csv: string;
  /** Of the list's file that it was compared with. */
  readonly baseSha256: string;
  readonly difference: ListDifference;
  readonly note: string | null;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly activatedBy: string | null;
  readonly activatedAt: string | null;
  /** Number of the configuration that it became active with. */
  readonly configuration: number | null;
}

export type NewProposal = Pick<
  CodeListProposal,
  'id' | 'list' | 'csv' | 'baseSha256' | 'difference' | 'proposedBy'
> & { readonly note?: string };

/** Keeps proposals; whether they may become active is for others to decide. */
export class CodeListProposals {
  constructor(private readonly dataSource: DataSource) {}

  async add({ id, list, csv, baseSha256, difference, proposedBy, note }: NewProposal): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO code_list_proposal (id, list, csv, base_sha256, difference, proposed_by, note)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, list, csv, baseSha256, JSON.stringify(difference), proposedBy, note ?? null],
    );
  }

  async find(list: string, id: string): Promise<CodeListProposal | undefined> {
    const [row] = await this.dataSource.query<
      (Omit<CodeListProposal, 'proposedAt' | 'activatedAt'> & {
        proposedAt: Date;
        activatedAt: Date | null;
      })[]
    >(
      `SELECT id, list, csv, base_sha256 AS "baseSha256", difference, note, proposed_by AS "proposedBy",
         proposed_at AS "proposedAt", activated_by AS "activatedBy", activated_at AS "activatedAt", configuration
       FROM code_list_proposal WHERE list = $1 AND id = $2`,
      [list, id],
    );
    if (row === undefined) return undefined;
    const { proposedAt, activatedAt } = row;
    return {
      ...row,
      proposedAt: proposedAt.toISOString(),
      activatedAt: activatedAt?.toISOString() ?? null,
    };
  }

  async activated(id: string, by: string, configuration: number): Promise<void> {
    await this.dataSource.query(
      `UPDATE code_list_proposal SET activated_by = $2, activated_at = now(), configuration = $3 WHERE id = $1`,
      [id, by, configuration],
    );
  }
}
