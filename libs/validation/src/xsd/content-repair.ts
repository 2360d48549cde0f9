import { issue, locationOf, type DocumentNode, type Issue } from '#libs/message';
import type { EditedTree } from './edited-tree.js';
import { isElementName, namesOf, type ContentFault, type ExpectedElement } from './schema-fault.js';

/** What the validator says of one parent after each try: its first content fault, or that it has none. */
type Verdict = ContentFault | undefined;
type Attempt<Result> = Generator<void, Result, Verdict>;

interface Inserted {
  readonly placeholder: DocumentNode;
  readonly candidates: readonly ExpectedElement[];
}

const mostTries = 40;
const deepestChain = 8;
const mostIssues = 2000;

/**
 * Finds every content fault of one element, although libxml2 stops at the first: what is missing is put in as an empty
 * element, what is too much is set aside and put back where it was wanted, and the validator looks again. Each `yield`
 * is one look; several parents take theirs together.
 */
export class ContentRepair {
  readonly issues: Issue[] = [];
  private readonly setAside: DocumentNode[] = [];
  private tries = 0;
  /** The children as they were before the try that is under way. */
  private settled: readonly DocumentNode[];

  constructor(
    readonly parent: DocumentNode,
    private readonly tree: EditedTree,
    private readonly isDeclared: (name: string) => boolean,
  ) {
    this.settled = tree.childrenOf(parent);
  }

  *run(first: ContentFault): Attempt<void> {
    let fault: Verdict = first;
    while (fault !== undefined) {
      fault = yield* this.resolve(fault);
      this.settled = this.tree.childrenOf(this.parent);
    }
  }

  /** No more looks are granted: reports what is known and takes the unfinished try back. */
  stop(fault: Verdict): void {
    this.tree.replaceChildren(this.parent, this.settled);
    if (fault !== undefined) this.report(fault);
  }

  private *resolve(fault: ContentFault): Attempt<Verdict> {
    this.tries = 0;
    const wanted = this.setAside.findIndex((node) => accepts(fault.expected, node));
    if (wanted >= 0) {
      this.insert(fault, this.setAside.splice(wanted, 1));
      return yield;
    }
    if (fault.child !== undefined && this.comesLater(fault, fault.child))
      return yield* this.drop(fault, fault.child);
    if (fault.child === undefined || this.isDeclared(fault.child.name)) {
      const chain = yield* this.findMissing(fault, 0);
      if (chain !== undefined) return yield* this.settleMissing(fault, chain);
    }
    if (fault.child !== undefined) return yield* this.drop(fault, fault.child);
    this.report(fault);
    return yield* this.stepOver(fault);
  }

  /** What is missing at the end could not be told apart: takes one of it as there, and looks for what comes after. */
  private *stepOver(fault: ContentFault): Attempt<Verdict> {
    const candidate = fault.expected.filter(isElementName).at(-1);
    if (candidate === undefined) return undefined;
    this.insert(fault, [this.tree.placeholder(candidate.name, candidate.namespace, this.parent)]);
    const next = yield;
    return next !== undefined && namesOf(next.expected) === namesOf(fault.expected) ? undefined : next;
  }

  /** Sets an element aside, with all of its name that directly follow: they would be as unexpected as the first. */
  private *drop(fault: ContentFault, child: DocumentNode): Attempt<Verdict> {
    const children = this.tree.childrenOf(this.parent);
    const start = children.indexOf(child);
    const isTwin = (node: DocumentNode): boolean =>
      node.name === child.name && node.namespace === child.namespace && !this.tree.isPlaceholder(node);
    let end = start + 1;
    while (end < children.length && isTwin(children[end]!)) end += 1;
    let accepted = 0;
    while (accepted < start && isTwin(children[start - 1 - accepted]!)) accepted += 1;
    for (const node of children.slice(start, end)) {
      this.reportUnexpected(node, fault.expected, accepted);
      this.setAside.push(node);
    }
    this.tree.replaceChildren(this.parent, [...children.slice(0, start), ...children.slice(end)]);
    return yield;
  }

  /** Tries what the validator expects, the last named first: in a sequence the earlier ones are optional. */
  private *findMissing(fault: ContentFault, depth: number): Attempt<Inserted[] | undefined> {
    const candidates = fault.expected.filter(isElementName);
    const before = this.tree.childrenOf(this.parent);
    for (const candidate of [...candidates].reverse()) {
      if (this.tries >= mostTries || depth >= deepestChain) return undefined;
      this.tries += 1;
      const placeholder = this.tree.placeholder(candidate.name, candidate.namespace, this.parent);
      this.insert(fault, [placeholder]);
      const next = yield;
      const inserted: Inserted = { placeholder, candidates };
      if (this.isPast(next, fault)) return [inserted];
      if (next?.child === fault.child && namesOf(next?.expected ?? []) !== namesOf(fault.expected)) {
        const deeper = yield* this.findMissing(next!, depth + 1);
        if (deeper !== undefined) return [inserted, ...deeper];
      }
      this.tree.replaceChildren(this.parent, before);
    }
    return undefined;
  }

  /** Takes back what was put in without need, names the alternatives, and reports the rest as missing. */
  private *settleMissing(fault: ContentFault, chain: readonly Inserted[]): Attempt<Verdict> {
    const needed: Inserted[] = [];
    for (const inserted of chain) {
      if (chain.length === 1 || !(yield* this.passesWith(fault, inserted, []))) needed.push(inserted);
    }
    for (const inserted of needed) {
      const possible: ExpectedElement[] = [];
      for (const candidate of inserted.candidates) {
        const other = this.tree.placeholder(candidate.name, candidate.namespace, this.parent);
        const same = candidate.name === inserted.placeholder.name;
        if (same || (yield* this.passesWith(fault, inserted, [other], true))) possible.push(candidate);
      }
      this.issues.push(
        issue('element-missing', locationOf(this.parent, 'xml'), { expected: namesOf(possible) }),
      );
    }
    return yield;
  }

  /** Whether the validator gets past the fault with other elements in place of this one; keeps them if so. */
  private *passesWith(
    fault: ContentFault,
    inserted: Inserted,
    others: readonly DocumentNode[],
    onlyAsk = false,
  ): Attempt<boolean> {
    const before = this.tree.childrenOf(this.parent);
    this.tree.replaceChildren(
      this.parent,
      before.flatMap((node) => (node === inserted.placeholder ? others : [node])),
    );
    const passes = this.isPast(yield, fault);
    if (!passes || onlyAsk) this.tree.replaceChildren(this.parent, before);
    return passes;
  }

  private insert(fault: ContentFault, nodes: readonly DocumentNode[]): void {
    const children = [...this.tree.childrenOf(this.parent)];
    const at = fault.child === undefined ? children.length : children.indexOf(fault.child);
    children.splice(at, 0, ...nodes);
    this.tree.replaceChildren(this.parent, children);
  }

  private isPast(next: Verdict, fault: ContentFault): boolean {
    if (next === undefined) return true;
    if (fault.child === undefined) return false;
    if (next.child === undefined) return true;
    const children = this.tree.childrenOf(this.parent);
    return children.indexOf(next.child) > children.indexOf(fault.child);
  }

  private comesLater(fault: ContentFault, child: DocumentNode): boolean {
    const children = this.tree.childrenOf(this.parent);
    return children.slice(children.indexOf(child) + 1).some((node) => accepts(fault.expected, node));
  }

  private report(fault: ContentFault): void {
    if (fault.child !== undefined) {
      this.reportUnexpected(fault.child, fault.expected, 0);
      return;
    }
    const expected = namesOf(fault.expected);
    this.issues.push(issue('element-missing', locationOf(this.parent, 'xml'), { expected }));
  }

  /** @param accepted how many of the same name directly before it were welcome */
  private reportUnexpected(node: DocumentNode, expected: readonly ExpectedElement[], accepted: number): void {
    if (this.issues.length >= mostIssues) return;
    this.issues.push(
      accepted > 0
        ? issue('too-many', locationOf(node, 'xml'), { value: node.name, expected: String(accepted) })
        : issue('element-unexpected', locationOf(node, 'xml'), {
            value: node.name,
            expected: namesOf(expected),
          }),
    );
  }
}

function accepts(expected: readonly ExpectedElement[], node: DocumentNode): boolean {
  return expected.some((one) => one.name === node.name && (one.namespace ?? '') === (node.namespace ?? ''));
}
