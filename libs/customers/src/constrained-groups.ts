/**
 * Disjoint groups (union-find) that know which members must stay apart. Joining is refused, not forced, when any member
 * of one group must stay apart from any member of the other.
 */
export class ConstrainedGroups {
  private readonly parents: number[];
  private readonly apart: Set<number>[];

  constructor(size: number) {
    this.parents = Array.from({ length: size }, (_, index) => index);
    this.apart = this.parents.map(() => new Set<number>());
  }

  /** The number that stands for the group of this member. */
  find(member: number): number {
    let root = member;
    while (this.parents[root] !== root) root = this.parents[root]!;
    for (let at = member; at !== root;) {
      const next = this.parents[at]!;
      this.parents[at] = root;
      at = next;
    }
    return root;
  }

  mayJoin(a: number, b: number): boolean {
    return !this.apart[this.find(a)]!.has(this.find(b));
  }

  /** @returns false when they must stay apart; true when they are one group now, or were before */
  join(a: number, b: number): boolean {
    const kept = this.find(a);
    const gone = this.find(b);
    if (kept === gone) return true;
    if (this.apart[kept]!.has(gone)) return false;
    this.parents[gone] = kept;
    for (const other of this.apart[gone]!) {
      this.apart[other]!.delete(gone);
      this.apart[other]!.add(kept);
      this.apart[kept]!.add(other);
    }
    this.apart[gone]!.clear();
    return true;
  }

  /** @returns false when they are one group already */
  keepApart(a: number, b: number): boolean {
    const first = this.find(a);
    const second = this.find(b);
    if (first === second) return false;
    this.apart[first]!.add(second);
    this.apart[second]!.add(first);
    return true;
  }

  /** How many other groups this member's group must stay apart from. */
  constraintCount(member: number): number {
    return this.apart[this.find(member)]!.size;
  }
}
