import pg from 'pg';
import type { HubClient } from './hub-client.js';

interface Profile {
  readonly fields: Readonly<Record<string, { readonly value: unknown; readonly system?: string }>>;
  readonly sources: readonly { readonly system: string; readonly localId: string }[];
}

/** All that may be compared between two installations that were sent the same: no ids, no times of receipt. */
export interface StoreDump {
  readonly messages: readonly string[];
  readonly canonicals: readonly string[];
  readonly records: readonly string[];
  readonly customers: readonly string[];
}

export async function storeDump(databaseUrl: string, operator: HubClient): Promise<StoreDump> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const lines = async (sql: string): Promise<string[]> => {
    const { rows } = await client.query<{ line: string }>(
      `SELECT line FROM (${sql}) t ORDER BY line COLLATE "C"`,
    );
    return rows.map((row) => row.line);
  };
  try {
    return {
      messages: await lines(
        `SELECT concat_ws(' ', coalesce(sender, claimed_sender), state, reason, reference, sequence, encode(sha256, 'hex'))
           AS line FROM message`,
      ),
      canonicals: await lines(
        `SELECT concat_ws(' ', m.sender, c.type, c.version, convert_from(c.document, 'UTF8')) AS line
         FROM canonical_message c JOIN message m ON m.id = c.message_id`,
      ),
      records: await lines(`SELECT concat_ws(' ', system, kind, number) AS line FROM business_record`),
      customers: (await allCustomers(operator)).sort(),
    };
  } finally {
    await client.end();
  }
}

async function allCustomers(operator: HubClient): Promise<string[]> {
  const found: string[] = [];
  for (let cursor: string | undefined = ''; cursor !== undefined;) {
    const query: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await operator.get<{ items: { id: string }[]; next?: string }>(
      `/v1/customers?limit=200${query}`,
    );
    for (const { id } of body.items) {
      const { body: profile } = await operator.get<Profile>(`/v1/customers/${id}`);
      found.push(customerLine(profile));
    }
    cursor = body.next;
  }
  return found;
}

function customerLine({ fields, sources }: Profile): string {
  const members = sources.map(({ system, localId }) => `${system}/${localId}`).sort();
  const values = Object.entries(fields).map(([name, { value, system }]) => [name, value, system]);
  return JSON.stringify({ members, values: values.sort() });
}
