import type { DataSource, SelectQueryBuilder } from 'typeorm';
import { receiptTimeOf, type BusinessKey } from '#libs/journey';
import { earliestMadeOf } from './earliest-id.js';
import { JournalMessage, type MessageState } from './entities/journal-message.entity.js';
import { firstIdAt } from './partitions.js';

export interface MessageFilter {
  readonly key?: BusinessKey;
  readonly sender?: string;
  /** Only messages of these; none at all when it is empty. */
  readonly senders?: readonly string[];
  readonly state?: MessageState;
  readonly parentId?: string;
  /** Only messages before this one: the last id of the page before. */
  readonly beforeId?: string;
  readonly limit: number;
}

const dayMs = 86_400_000;
/** How far back each look goes; the last one has no end. */
const windowsMs = [dayMs, 8 * dayMs, 64 * dayMs, Infinity];
const keysAtOnce = { first: 256, most: 16_384 };

/**
 * Searches the journal, newest first. A partition that a statement does not name costs it nothing, so no statement here
 * may be about all of them unless it must: keys are looked up alone and their messages read by id, lists are read in
 * windows that widen until there is enough.
 */
export async function searchMessages(
  dataSource: DataSource,
  filter: MessageFilter,
): Promise<JournalMessage[]> {
  return filter.key === undefined ? inWindows(dataSource, filter) : byKey(dataSource, filter.key, filter);
}

async function byKey(
  dataSource: DataSource,
  key: BusinessKey,
  filter: MessageFilter,
): Promise<JournalMessage[]> {
  const found: JournalMessage[] = [];
  let { beforeId } = filter;
  for (
    let atOnce = Math.max(filter.limit, keysAtOnce.first);
    ;
    atOnce = Math.min(atOnce * 4, keysAtOnce.most)
  ) {
    const ids = await idsOf(dataSource, key, beforeId, atOnce);
    if (ids.length === 0) return found;
    const rest = filter.limit - found.length;
    const query = matching(dataSource, filter, rest).andWhere('m.id = ANY(:ids::uuid[])', { ids });
    found.push(...(await query.getMany()));
    if (found.length >= filter.limit || ids.length < atOnce) return found;
    beforeId = ids.at(-1);
  }
}

/** Ids of messages that are gone may be among them: keys live until the end of their month. */
async function idsOf(
  dataSource: DataSource,
  { type, value }: BusinessKey,
  beforeId: string | undefined,
  limit: number,
): Promise<string[]> {
  const rows = await dataSource.query<{ message_id: string }[]>(
    `SELECT message_id FROM message_key WHERE type = $1 AND value = $2
     ${beforeId === undefined ? '' : 'AND message_id < $4'} ORDER BY message_id DESC LIMIT $3`,
    [type, value, limit, ...(beforeId === undefined ? [] : [beforeId])],
  );
  return rows.map((row) => row.message_id);
}

async function inWindows(dataSource: DataSource, filter: MessageFilter): Promise<JournalMessage[]> {
  const found: JournalMessage[] = [];
  const newestMs = filter.beforeId === undefined ? Date.now() : Date.parse(receiptTimeOf(filter.beforeId));
  let before = filter.beforeId;
  for (const backMs of windowsMs) {
    const query = matching(dataSource, filter, filter.limit - found.length);
    if (before !== undefined) query.andWhere('m.id < :before', { before });
    const from = backMs === Infinity ? undefined : firstIdAt(newestMs - backMs);
    if (from !== undefined) query.andWhere('m.id >= :from', { from });
    found.push(...(await query.getMany()));
    if (found.length >= filter.limit || from === undefined) return found;
    // records come after their batch
    if (filter.parentId !== undefined && from < filter.parentId) return found;
    before = from;
  }
  return found;
}

function matching(
  dataSource: DataSource,
  { sender, senders, state, parentId }: MessageFilter,
  limit: number,
): SelectQueryBuilder<JournalMessage> {
  const query = dataSource
    .getRepository(JournalMessage)
    .createQueryBuilder('m')
    .orderBy('m.id', 'DESC')
    .limit(limit);
  if (sender !== undefined) query.andWhere('m.sender = :sender', { sender });
  if (senders !== undefined) query.andWhere('m.sender = ANY(:senders::text[])', { senders });
  if (state !== undefined) query.andWhere('m.state = :state', { state });
  if (parentId !== undefined)
    query.andWhere('m.parent_id = :parentId AND m.id > :earliest', {
      parentId,
      earliest: earliestMadeOf(parentId),
    });
  return query;
}
