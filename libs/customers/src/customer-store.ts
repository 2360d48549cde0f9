import type { EntityManager } from 'typeorm';
import { applyParties } from './apply-parties.js';
import type { CanonicalEffect } from '#libs/journey';
import { effectRows, supersedes, type RecordRow } from './effect-rows.js';
import { mergeStatements, type PartyStatement } from './party-statement.js';
import type { RecordDefinition } from './record-definition.js';
import { writeRecords } from './store-sql.js';

/**
 * The consolidated customer store (客户统一视图): what every system says of a customer, kept as its own party record, and
 * one customer over all records that are the same. Nothing is merged away: a party record holds each field as its system
 * last stated it, matching only says under which customer it stands, and the golden record is drawn from the party
 * records when somebody asks (`customer-queries.ts`). Business records hang on party records, so they move with them.
 *
 * The store is a function of the set of effects that it was given: fields and records are last-writer-wins by the time
 * that they speak of, matching is a pure function of the party records (`resolve-records.ts`), ids are made from content.
 * Any order, any batches and any repetition of the same effects end in the same store.
 */
export interface CustomerStore {
  /**
   * Applies a batch inside the caller's transaction (READ COMMITTED), once per transaction. Effects of a type that has
   * no definition are not kept.
   */
  apply(manager: EntityManager, effects: readonly CanonicalEffect[]): Promise<void>;
}

export function createCustomerStore(options: { definitions: readonly RecordDefinition[] }): CustomerStore {
  const definitions = new Map(options.definitions.map((one) => [`${one.type}/${one.version}`, one]));
  return {
    async apply(manager, effects) {
      const parties: PartyStatement[] = [];
      const records = new Map<string, RecordRow>();
      for (const effect of effects) {
        const definition = definitions.get(`${effect.type}/${effect.version}`);
        if (definition === undefined) continue;
        const rows = effectRows(effect, definition);
        parties.push(...rows.parties);
        const present = records.get(rows.record.id);
        if (present === undefined || supersedes(rows.record, present))
          records.set(rows.record.id, rows.record);
      }
      await applyParties(manager, mergeStatements(parties));
      await writeRecords(manager, [...records.values()]);
    },
  };
}
