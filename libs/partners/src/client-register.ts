import type { DataSource, EntityManager } from 'typeorm';
import type { AuditLog } from '#libs/audit';
import { Clients } from './clients.js';
import type { CredentialKind, GrantedScope } from './credential.entity.js';

/** What may be known of a client's secret or key. */
export interface ClientInfo {
  readonly id: string;
  readonly client: string;
  readonly kind: CredentialKind;
  readonly scopes: readonly GrantedScope[];
  readonly createdAt: Date;
  readonly validUntil: Date | null;
}

const isLive = `kind IN ('client-secret', 'client-key') AND revoked_at IS NULL AND (valid_until IS NULL OR valid_until > now())`;

/** The clients of the token endpoint as people keep them; every change is in the audit log. */
export class ClientRegister {
  private readonly clients: Clients;

  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {
    this.clients = new Clients(dataSource);
  }

  /** Secrets and keys that are good now. */
  list(): Promise<ClientInfo[]> {
    return this.dataSource.query<ClientInfo[]>(
      `SELECT id, principal AS client, kind, scopes, created_at AS "createdAt", valid_until AS "validUntil"
       FROM credential WHERE ${isLive} ORDER BY principal, created_at DESC`,
    );
  }

  /** @returns the secret, which is shown this once */
  add(
    client: string,
    scopes: readonly GrantedScope[],
    validUntil: Date | undefined,
    actor: string,
  ): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      const secret = await this.clients.issueSecret(client, scopes, validUntil, manager);
      const detail = { scopes, validUntil: validUntil?.toISOString() };
      await this.audit.append({ actor, action: 'client.add', subject: client, detail }, manager);
      return secret;
    });
  }

  /** What the newest secret of a client allows; undefined when it has none. */
  async scopesOf(client: string): Promise<readonly GrantedScope[] | undefined> {
    const rows = await this.dataSource.query<Pick<ClientInfo, 'scopes'>[]>(
      `SELECT scopes FROM credential WHERE principal = $1 AND kind = 'client-secret' AND ${isLive}
       ORDER BY created_at DESC LIMIT 1`,
      [client],
    );
    return rows[0]?.scopes;
  }

  /** Another secret; those before end at a moment, unless they end before that anyway. */
  rotate(client: string, scopes: readonly GrantedScope[], oldUntil: Date, actor: string): Promise<string> {
    return this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE credential SET valid_until = least($2::timestamptz, valid_until)
         WHERE principal = $1 AND kind = 'client-secret' AND ${isLive}`,
        [client, oldUntil],
      );
      const secret = await this.clients.issueSecret(client, scopes, undefined, manager);
      const detail = { oldUntil: oldUntil.toISOString() };
      await this.audit.append({ actor, action: 'client.rotate', subject: client, detail }, manager);
      return secret;
    });
  }

  /** Ends all secrets and keys of a client. @returns how many there were */
  retire(client: string, actor: string): Promise<number> {
    return this.dataSource.transaction(async (manager) => {
      const ended = await this.ended(manager, client);
      if (ended > 0) {
        const fact = { actor, action: 'client.retire', subject: client, detail: { ended } };
        await this.audit.append(fact, manager);
      }
      return ended;
    });
  }

  private async ended(manager: EntityManager, client: string): Promise<number> {
    const [rows] = await manager.query<[object[], number]>(
      `UPDATE credential SET revoked_at = now() WHERE principal = $1 AND ${isLive} RETURNING id`,
      [client],
    );
    return rows.length;
  }
}
