import { ConstrainedGroups } from './constrained-groups.js';
import type { Cluster, MatchRecord, PairDecision } from './match-record.js';
import { customerIdOfCreditCode } from './stable-id.js';

/** A record, and from how many others of its credit code people keep it apart. */
interface Contested {
  readonly holder: number;
  readonly opponents: number;
}

/** The groups of records while they are being found, step by step: see `resolveRecords`. */
export class Resolution {
  private readonly groups: ConstrainedGroups;
  private readonly doubtful = new Set<number>();

  constructor(private readonly records: readonly MatchRecord[]) {
    this.groups = new ConstrainedGroups(records.length);
  }

  decide(decisions: readonly PairDecision[]): void {
    const indexes = new Map(this.records.map((record, index) => [record.id, index]));
    const newestFirst = [...decisions].sort((a, b) => compareTexts(b.sortKey, a.sortKey));
    for (const { first, second, verdict } of newestFirst) {
      const a = indexes.get(first);
      const b = indexes.get(second);
      if (a === undefined || b === undefined) continue;
      if (verdict === 'same') this.groups.join(a, b);
      else this.groups.keepApart(a, b);
    }
  }

  joinByCode(): void {
    for (const holders of this.indexesBy((record) =>
      record.creditCode ? [record.creditCode] : [],
    ).values()) {
      const parts: Contested[] = [];
      const ranked = this.leastContestedFirst(holders);
      for (const next of ranked) {
        const open = parts.filter((part) => this.groups.mayJoin(part.holder, next.holder));
        if (open.length > 1) this.doubtful.add(next.holder);
        if (open.length === 0) parts.push(next);
        else this.groups.join(open[0]!.holder, next.holder);
      }
      // people split the code evenly: the records that they did not speak of could belong to either part
      const unspoken = ranked[0]!.opponents === 0;
      const leastSpoken = ranked.find((one) => one.opponents > 0);
      if (parts.length > 1 && unspoken && parts[1]!.opponents === leastSpoken!.opponents) {
        this.doubtful.add(ranked[0]!.holder);
      }
    }
  }

  joinBySoftKeys(): void {
    const coded = this.codedGroups();
    const touching = this.groupsBySoftKey();
    const component = new ConstrainedGroups(this.records.length);
    for (const groups of touching.values()) {
      this.connect(
        groups.filter((group) => !coded.has(group)),
        component,
      );
    }
    const targets = this.targetsOf(component, touching, coded);
    for (const [root, members] of this.membersOf(component, coded)) {
      this.settle(members, targets.get(root) ?? new Set());
    }
  }

  clusters(): Cluster[] {
    const members = new Map<number, number[]>();
    this.records.forEach((_, index) => push(members, this.groups.find(index), index));
    const doubtful = new Set([...this.doubtful].map((index) => this.groups.find(index)));
    const taken = new Set<string>();
    return [...members].map(([group, indexes]) => {
      const customerId = this.customerIdOf(indexes, taken);
      taken.add(customerId);
      const recordIds = indexes.map((index) => this.records[index]!.id);
      return { customerId, recordIds, needsReview: doubtful.has(group) };
    });
  }

  /** The first free id of its credit codes; when a person has split a code, the later part goes by its first record. */
  private customerIdOf(indexes: readonly number[], taken: ReadonlySet<string>): string {
    const codes = indexes.flatMap((index) => this.records[index]!.creditCode ?? []).sort();
    const free = codes.map(customerIdOfCreditCode).find((id) => !taken.has(id));
    return free ?? this.records[indexes[0]!]!.id;
  }

  /** One group of records without a code: joins its only target, or stays apart. */
  private settle(members: readonly number[], targets: ReadonlySet<number>): void {
    const together = targets.size === 1 ? [...members, ...targets] : members;
    const possible = this.allMayJoin(together);
    if (targets.size > 1 || !possible) for (const member of members) this.doubtful.add(member);
    if (possible) this.joinAll(together);
    else if (this.allMayJoin(members)) this.joinAll(members);
  }

  private joinAll(members: readonly number[]): void {
    for (const member of members) this.groups.join(members[0]!, member);
  }

  private allMayJoin(members: readonly number[]): boolean {
    const contested = members.filter((member) => this.groups.constraintCount(member) > 0);
    return contested.every((a) => members.every((b) => this.groups.mayJoin(a, b)));
  }

  /** A record that a person took out must not draw the others after it. */
  private leastContestedFirst(holders: readonly number[]): Contested[] {
    const opponents = (one: number): number =>
      this.groups.constraintCount(one) === 0
        ? 0
        : holders.filter((other) => !this.groups.mayJoin(one, other)).length;
    return holders
      .map((holder) => ({ holder, opponents: opponents(holder) }))
      .sort((a, b) => a.opponents - b.opponents || a.holder - b.holder);
  }

  /** Connects the groups that share a key, in linear time but for those that a person keeps apart. */
  private connect(groups: readonly number[], component: ConstrainedGroups): void {
    const isFree = (group: number): boolean => this.groups.constraintCount(group) === 0;
    const free = groups.filter(isFree);
    for (const group of free) component.join(free[0]!, group);
    for (const contested of groups.filter((group) => !isFree(group))) {
      for (const other of groups) {
        if (this.groups.mayJoin(contested, other)) component.join(contested, other);
      }
    }
  }

  private codedGroups(): Set<number> {
    const coded = new Set<number>();
    this.records.forEach((record, index) => {
      if (record.creditCode !== undefined) coded.add(this.groups.find(index));
    });
    return coded;
  }

  private groupsBySoftKey(): Map<string, number[]> {
    const groups = new Map<string, number[]>();
    for (const [key, indexes] of this.indexesBy((record) => record.softKeys)) {
      groups.set(key, [...new Set(indexes.map((index) => this.groups.find(index)))]);
    }
    return groups;
  }

  /** For each group of code-less groups, the coded groups that it could join. */
  private targetsOf(
    component: ConstrainedGroups,
    touching: ReadonlyMap<string, readonly number[]>,
    coded: ReadonlySet<number>,
  ): Map<number, Set<number>> {
    const targets = new Map<number, Set<number>>();
    for (const groups of touching.values()) {
      const codes = groups.filter((group) => coded.has(group));
      for (const group of groups.filter((one) => !coded.has(one))) {
        const root = component.find(group);
        if (!targets.has(root)) targets.set(root, new Set());
        for (const code of codes) if (this.groups.mayJoin(group, code)) targets.get(root)!.add(code);
      }
    }
    return targets;
  }

  private membersOf(component: ConstrainedGroups, coded: ReadonlySet<number>): Map<number, number[]> {
    const members = new Map<number, number[]>();
    for (const group of new Set(this.records.map((_, index) => this.groups.find(index)))) {
      if (!coded.has(group)) push(members, component.find(group), group);
    }
    return members;
  }

  private indexesBy(keysOf: (record: MatchRecord) => readonly string[]): Map<string, number[]> {
    const indexes = new Map<string, number[]>();
    this.records.forEach((record, index) => {
      for (const key of new Set(keysOf(record))) push(indexes, key, index);
    });
    return new Map([...indexes].sort(([a], [b]) => compareTexts(a, b)));
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const present = map.get(key);
  if (present === undefined) map.set(key, [value]);
  else present.push(value);
}

export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
