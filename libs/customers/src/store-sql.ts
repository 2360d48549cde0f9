import type { EntityManager } from 'typeorm';
import { packed, type Pack } from '#libs/journal';
import type { RecordRow } from './effect-rows.js';
import type { PartyKey } from './party-facts.js';
import type { PartyFields, PartyStatement } from './party-statement.js';
import { storableJson } from './stored-text.js';

/**
 * The hot path by hand: whole sets go to PostgreSQL as one JSON parameter. Rows are always written and locked in the
 * order of their ids, so that transactions that meet wait for each other and never deadlock.
 */

export interface StoredParty {
  readonly id: string;
  readonly fields: PartyFields;
  readonly creditCodes: readonly string[];
}

const partiesById = `SELECT id, fields, credit_codes AS "creditCodes" FROM party_record WHERE id = ANY($1::uuid[])`;

/** How the party records that exist stand, as far as it is committed. */
export function readParties(manager: EntityManager, ids: readonly string[]): Promise<StoredParty[]> {
  return manager.query<StoredParty[]>(partiesById, [ids]);
}

/** Locks the party records that exist, against other writers only, and says how they stand. */
export function lockParties(manager: EntityManager, ids: readonly string[]): Promise<StoredParty[]> {
  return manager.query<StoredParty[]>(`${partiesById} ORDER BY id FOR NO KEY UPDATE`, [ids]);
}

/** One matching at a time: held to the end of the transaction. Facts that leave the keys alone do not need it. */
export async function lockMatching(manager: EntityManager): Promise<void> {
  await manager.query(`SELECT pg_advisory_xact_lock(hashtextextended('bianzu.customers.matching', 0))`);
}

/** Puts the merged state of party records in place. The caller holds their locks, and the matching lock for new ones. */
export async function writeParties(
  manager: EntityManager,
  parties: readonly PartyStatement[],
): Promise<void> {
  await manager.query(
    `INSERT INTO party_record (id, system, local_id, fields, credit_codes)
     SELECT id, system, local_id, fields, ARRAY(SELECT json_array_elements_text(credit_codes))
     FROM json_to_recordset($1) AS r(id uuid, system text, local_id text, fields jsonb, credit_codes json)
     ORDER BY id
     ON CONFLICT (id) DO UPDATE SET fields = EXCLUDED.fields, credit_codes = EXCLUDED.credit_codes`,
    [
      storableJson(
        parties.map((party) => ({
          id: party.id,
          system: party.system,
          local_id: party.localId,
          fields: party.fields,
          credit_codes: party.creditCodes,
        })),
      ),
    ],
  );
}

/** Every credit code that a party record ever had leads to its customer. */
export async function writeAliases(
  manager: EntityManager,
  aliases: readonly { readonly aliasId: string; readonly partyRecordId: string }[],
): Promise<void> {
  await manager.query(
    `INSERT INTO customer_alias (alias_id, party_record_id)
     SELECT "aliasId", "partyRecordId" FROM json_to_recordset($1) AS r("aliasId" uuid, "partyRecordId" uuid)
     ORDER BY 1, 2 ON CONFLICT DO NOTHING`,
    [storableJson(aliases)],
  );
}

export async function replaceKeys(
  manager: EntityManager,
  keysByParty: ReadonlyMap<string, readonly PartyKey[]>,
): Promise<void> {
  const rows = [...keysByParty].flatMap(([id, keys]) => keys.map((key) => ({ id, ...key })));
  await manager.query('DELETE FROM party_key WHERE party_record_id = ANY($1::uuid[])', [
    [...keysByParty.keys()],
  ]);
  await manager.query(
    `INSERT INTO party_key (party_record_id, kind, value)
     SELECT id, kind, value FROM json_to_recordset($1) AS r(id uuid, kind text, value text)`,
    [storableJson(rows)],
  );
}

/**
 * Writes business records where they supersede what is stored, with their parties and keys: the later `as_of`, then the
 * greater revision, then the smaller message id.
 */
export async function writeRecords(manager: EntityManager, records: readonly RecordRow[]): Promise<void> {
  if (records.length === 0) return;
  const inOrder = [...records].sort((a, b) => (a.id < b.id ? -1 : 1));
  const written: Written[] = [];
  for (const pack of packed(inOrder, ({ document }) => Buffer.from(document)))
    written.push(...(await writePack(manager, pack)));
  const replaced = written.filter((row) => !row.inserted).map((row) => row.id);
  if (replaced.length > 0) {
    await manager.query('DELETE FROM record_party WHERE record_id = ANY($1::uuid[])', [replaced]);
    await manager.query('DELETE FROM record_key WHERE record_id = ANY($1::uuid[])', [replaced]);
  }
  const ids = new Set(written.map((row) => row.id));
  await writeLinks(
    manager,
    records.filter((record) => ids.has(record.id)),
  );
}

interface Written {
  readonly id: string;
  readonly inserted: boolean;
}

/** The documents go beside the rows: inside of them, PostgreSQL would parse each of them twice. */
function writePack(manager: EntityManager, { rows, bytes }: Pack<RecordRow>): Promise<Written[]> {
  const described = rows.map(({ row, at, size }) => {
    const { id, kind, system, number, type, version, asOf, messageId, revision } = row;
    return { id, kind, system, number, type, version, asOf, messageId, revision, at, size };
  });
  return manager.query<Written[]>(
    `INSERT INTO business_record AS b
       (id, kind, system, number, type, version, as_of, message_id, revision, document)
     SELECT id, kind, system, number, type, version, "asOf", "messageId", revision,
       convert_from(substr($2::bytea, at, size), 'UTF8')::jsonb
     FROM json_to_recordset($1) AS r(id uuid, kind text, system text, number text, type text, version integer,
       "asOf" timestamptz, "messageId" uuid, revision text, at integer, size integer)
     ORDER BY id
     ON CONFLICT (id) DO UPDATE SET type = EXCLUDED.type, version = EXCLUDED.version, as_of = EXCLUDED.as_of,
       message_id = EXCLUDED.message_id, revision = EXCLUDED.revision, document = EXCLUDED.document
     WHERE (EXCLUDED.as_of, EXCLUDED.revision) > (b.as_of, b.revision)
       OR ((EXCLUDED.as_of, EXCLUDED.revision) = (b.as_of, b.revision) AND EXCLUDED.message_id < b.message_id)
     RETURNING id, xmax = 0 AS inserted`,
    [storableJson(described), bytes],
  );
}

async function writeLinks(manager: EntityManager, records: readonly RecordRow[]): Promise<void> {
  const parties = records.flatMap(({ id, parties }) => parties.map((party) => ({ id, ...party })));
  const keys = records.flatMap(({ id, keys }) => keys.map((key) => ({ id, ...key })));
  await manager.query(
    `WITH parties AS (
       INSERT INTO record_party (record_id, role, party_record_id)
       SELECT id, role, "partyRecordId"
       FROM json_to_recordset($1) AS r(id uuid, role text, "partyRecordId" uuid))
     INSERT INTO record_key (record_id, type, value)
     SELECT id, type, value FROM json_to_recordset($2) AS r(id uuid, type text, value text)`,
    [storableJson(parties), storableJson(keys)],
  );
}
