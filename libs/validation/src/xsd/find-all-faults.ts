import type { DocumentNode, Issue } from '#libs/message';
import { ContentRepair } from './content-repair.js';
import type { EditedTree } from './edited-tree.js';
import { faultIssue } from './fault-issue.js';
import type { ContentFault, SchemaFault } from './schema-fault.js';

interface Running {
  readonly repair: ContentRepair;
  readonly attempt: Generator<void, void, ContentFault | undefined>;
  finished: boolean;
}

/**
 * Every fault of a document that libxml2 has refused: of values and attributes, and of the content of every element,
 * also behind the first. `look` is asked again and again with an edited tree, at most `mostLooks` times.
 */
export function findAllFaults(
  first: readonly SchemaFault[],
  look: (tree: EditedTree) => SchemaFault[],
  tree: EditedTree,
  options: { mostLooks: number; isDeclared: (name: string) => boolean },
): Issue[] {
  const parents = new Map<DocumentNode, Running>();
  let faults = first;
  let seen = tree.version;
  let looks = 0;
  const lookAgain = (): void => {
    if (tree.version !== seen) faults = look(tree);
    seen = tree.version;
    looks += 1;
  };
  while (advance(parents, contentFaults(faults), tree, options.isDeclared) && looks < options.mostLooks) {
    lookAgain();
  }
  if (parents.size > 0) {
    stopUnfinished(parents, contentFaults(faults));
    lookAgain();
  }
  return [
    ...valueIssues([...first, ...faults]),
    ...[...parents.values()].flatMap(({ repair }) => repair.issues),
  ];
}

/** Takes every parent one step further; true while one of them wants to be looked at again. */
function advance(
  parents: Map<DocumentNode, Running>,
  verdicts: ReadonlyMap<DocumentNode, ContentFault>,
  tree: EditedTree,
  isDeclared: (name: string) => boolean,
): boolean {
  for (const running of parents.values()) step(running, verdicts);
  for (const [parent, fault] of verdicts) {
    if (parents.has(parent)) continue;
    const repair = new ContentRepair(parent, tree, isDeclared);
    const running = { repair, attempt: repair.run(fault), finished: false };
    parents.set(parent, running);
    step(running, verdicts);
  }
  return [...parents.values()].some((running) => !running.finished);
}

function step(running: Running, verdicts: ReadonlyMap<DocumentNode, ContentFault>): void {
  if (running.finished) return;
  running.finished = running.attempt.next(verdicts.get(running.repair.parent)).done === true;
}

function stopUnfinished(
  parents: ReadonlyMap<DocumentNode, Running>,
  verdicts: ReadonlyMap<DocumentNode, ContentFault>,
): void {
  for (const { repair, finished } of parents.values()) {
    if (!finished) repair.stop(verdicts.get(repair.parent));
  }
}

function contentFaults(faults: readonly SchemaFault[]): Map<DocumentNode, ContentFault> {
  const found = new Map<DocumentNode, ContentFault>();
  for (const { content } of faults) {
    if (content !== undefined && !found.has(content.parent)) found.set(content.parent, content);
  }
  return found;
}

/** More than any list of issues holds; placing each costs a walk over its siblings. */
const mostTold = 5000;
const notSimple = /^Element content is not allowed/;
const ofValue = /^\[facet | is not a valid value of /;

/** An element with children where a value belongs is one fault, not two. */
function valueIssues(faults: readonly SchemaFault[]): Issue[] {
  const withoutValue = new Set(
    faults.filter((fault) => notSimple.test(fault.text)).map((fault) => fault.node),
  );
  const seen = new Set<string>();
  return faults.slice(0, mostTold).flatMap((fault) => {
    if (fault.content !== undefined) return [];
    if (withoutValue.has(fault.node) && ofValue.test(fault.text)) return [];
    const made = faultIssue(fault);
    const key = JSON.stringify([made.code, made.location, made.value, made.expected]);
    if (seen.has(key)) return [];
    seen.add(key);
    return [made];
  });
}
