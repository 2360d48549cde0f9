import type { DocumentNode } from './document.js';

/**
 * The path language of mappings, rules and agreements, the same for every format:
 *
 *   HEAD/DDH            steps by name, from the current node; any namespace
 *   ns:Name             a name in the namespace bound to `ns`
 *   @currency           an XML attribute
 *   .   ..   *          this node, its parent, every child element
 *   DTM[C507/2005=137]  only nodes where some node at the inner path has this text (`!=` where none has)
 *   ITEM[@id]           only nodes that have this
 *   ITEM[2]             the second of the nodes found so far under each parent
 *   /KHDD/HEAD          from the top: the first step names the root element (a JSON root has no name)
 *   '运单号'[x='a/b']    quotes, where a name or value has characters of this grammar
 *
 * JSON arrays are stepped through unseen: `items/no` finds the numbers of all items.
 */
export interface Path {
  readonly text: string;
  select(node: DocumentNode): DocumentNode[];
  /** The first node found, without looking further than it must. */
  first(node: DocumentNode): DocumentNode | undefined;
}

export interface PathOptions {
  /** Prefix to namespace URI. */
  readonly namespaces?: Readonly<Record<string, string>>;
}

export class PathSyntaxError extends Error {
  /** @param column counts from 1 within the path's text */
  constructor(
    readonly path: string,
    readonly column: number,
    readonly expected: string,
  ) {
    super(`in the path "${path}" at column ${column}: expected ${expected}`);
    this.name = 'PathSyntaxError';
  }
}

type Step = (nodes: DocumentNode[]) => DocumentNode[];

/** @throws PathSyntaxError */
export function compilePath(text: string, options: PathOptions = {}): Path {
  const { absolute, steps, plainNames } = new PathReader(text, options).read();
  if (!absolute && plainNames !== undefined) return plainPath(text, plainNames);
  return steppedPath(text, steps, absolute);
}

function steppedPath(text: string, steps: readonly Step[], absolute: boolean): Path {
  const select = (node: DocumentNode): DocumentNode[] => {
    let found = absolute ? [above(node)] : [node];
    for (const step of steps) {
      if (found.length === 0) return found;
      found = step(found);
    }
    return found;
  };
  return { text, select, first: (node) => select(node)[0] };
}

/** The common case, names only, without intermediate lists. */
function plainPath(text: string, names: readonly string[]): Path {
  const steps = names.map(internalised);
  return {
    text,
    select: (node) => {
      const found: DocumentNode[] = [];
      collectAt(node, steps, 0, found);
      return found;
    },
    first: (node) => firstAt(node, steps, 0),
  };
}

/** As the engine keeps property names: telling two such strings apart is comparing two pointers. */
function internalised(name: string): string {
  return Object.keys({ [name]: true })[0]!;
}

function firstAt(node: DocumentNode, names: readonly string[], depth: number): DocumentNode | undefined {
  const { kind, children } = node;
  if (kind === 'array') return firstOf(children, names, depth);
  if (depth === names.length) return node;
  const name = names[depth];
  for (let index = 0; index < children.length; index++) {
    const child = children[index]!;
    if (child.name !== name) continue;
    const found = firstAt(child, names, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function firstOf(
  items: readonly DocumentNode[],
  names: readonly string[],
  depth: number,
): DocumentNode | undefined {
  for (const item of items) {
    const found = firstAt(item, names, depth);
    if (found !== undefined) return found;
  }
  return undefined;
}

function collectAt(node: DocumentNode, names: readonly string[], depth: number, found: DocumentNode[]): void {
  if (node.kind === 'array') {
    for (const item of node.children) collectAt(item, names, depth, found);
  } else if (depth === names.length) {
    found.push(node);
  } else {
    for (const child of node.children) {
      if (child.name === names[depth]) collectAt(child, names, depth + 1, found);
    }
  }
}

/** A node above the root, so that the first step of an absolute path names the root itself. */
function above(node: DocumentNode): DocumentNode {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return root.name === '' ? root : { kind: 'object', name: '', children: [root] };
}

function hasText(nodes: readonly DocumentNode[], text: string): boolean {
  for (const node of nodes) if ((node.text ?? '') === text) return true;
  return false;
}

class PathReader {
  private at = 0;

  constructor(
    private readonly text: string,
    private readonly options: PathOptions,
  ) {}

  read(): { absolute: boolean; steps: Step[]; plainNames?: string[] } {
    const absolute = this.take('/');
    const read = this.readSteps();
    if (this.at < this.text.length) this.fail('"/", "[" or the end');
    return { absolute, ...read };
  }

  /** The names too, when the steps are nothing but names. */
  private readSteps(): { steps: Step[]; plainNames?: string[] } {
    const steps: Step[] = [];
    const names: (string | undefined)[] = [];
    do {
      names.push(this.readStep(steps));
    } while (this.take('/'));
    const plain = names.every((name): name is string => name !== undefined);
    return { steps, plainNames: plain ? names : undefined };
  }

  /** Adds the step and its predicates; returns the name when it was nothing but a name. */
  private readStep(steps: Step[]): string | undefined {
    const before = steps.length;
    let plain: string | undefined;
    if (this.take('..')) steps.push((nodes) => [...new Set(nodes.flatMap((node) => parentOf(node) ?? []))]);
    else if (this.take('.')) steps.push((nodes) => nodes);
    else if (this.take('*')) steps.push(children((child) => !child.name.startsWith('@')));
    else plain = this.readName(steps);
    while (this.take('[')) steps.push(this.readPredicate());
    return steps.length === before + 1 ? plain : undefined;
  }

  private readName(steps: Step[]): string | undefined {
    const quoted = this.text[this.at] === "'";
    const start = this.at;
    const word = internalised(this.readWord('a name'));
    const colon = quoted ? -1 : word.indexOf(':');
    if (colon < 0) {
      steps.push(children((child) => child.name === word));
      return word;
    }
    const prefix = word.slice(word.startsWith('@') ? 1 : 0, colon);
    const uri = this.options.namespaces?.[prefix];
    if (uri === undefined) {
      this.at = start;
      this.fail(`a declared namespace prefix, not "${prefix}"`);
    }
    const name = internalised((word.startsWith('@') ? '@' : '') + word.slice(colon + 1));
    steps.push(children((child) => child.name === name && child.namespace === uri));
    return undefined;
  }

  private readPredicate(): Step {
    const index = /^(\d+)\]/.exec(this.text.slice(this.at));
    if (index !== null) {
      this.at += index[0].length;
      return nth(Number(index[1]));
    }
    const inner = this.readInner();
    const negated = this.take('!=');
    if (!negated && !this.take('=')) {
      if (!this.take(']')) this.fail('"=", "!=" or "]"');
      return (nodes) => nodes.filter((node) => inner.first(node) !== undefined);
    }
    const value = this.text[this.at] === ']' ? '' : this.readWord('a value');
    if (!this.take(']')) this.fail('"]"');
    return (nodes) => nodes.filter((node) => hasText(inner.select(node), value) !== negated);
  }

  /** The path inside a predicate: it ends at `=`, `!=` or `]` of its own level. */
  private readInner(): Path {
    const start = this.at;
    const { steps, plainNames } = this.readSteps();
    const text = this.text.slice(start, this.at);
    return plainNames === undefined ? steppedPath(text, steps, false) : plainPath(text, plainNames);
  }

  private readWord(expected: string): string {
    const rest = this.text.slice(this.at);
    const quoted = /^'((?:[^']|'')*)'/.exec(rest);
    if (quoted !== null) {
      this.at += quoted[0].length;
      return quoted[1]!.replaceAll("''", "'");
    }
    const bare = /^[^/[\]='"!\s]+(?: +[^/[\]='"!\s]+)*/.exec(rest);
    if (bare === null) this.fail(expected);
    this.at += bare[0].length;
    return bare[0];
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private fail(expected: string): never {
    throw new PathSyntaxError(this.text, this.at + 1, expected);
  }
}

function children(wanted: (child: DocumentNode) => boolean): Step {
  return (nodes) => {
    const found: DocumentNode[] = [];
    for (const node of nodes) addChildren(node, wanted, found);
    return found;
  };
}

function addChildren(
  node: DocumentNode,
  wanted: (child: DocumentNode) => boolean,
  found: DocumentNode[],
): void {
  const isArray = node.kind === 'array';
  for (const child of node.children) {
    if (isArray) addChildren(child, wanted, found);
    else if (wanted(child)) addItems(child, found);
  }
}

/** The node, or of an array its items. */
function addItems(node: DocumentNode, found: DocumentNode[]): void {
  if (node.kind !== 'array') found.push(node);
  else for (const item of node.children) addItems(item, found);
}

function nth(position: number): Step {
  return (nodes) => {
    const seen = new Map<DocumentNode | undefined, number>();
    return nodes.filter((node) => {
      const owner = parentOf(node);
      const count = (seen.get(owner) ?? 0) + 1;
      seen.set(owner, count);
      return count === position;
    });
  };
}

function parentOf(node: DocumentNode): DocumentNode | undefined {
  return node.parent?.kind === 'array' ? parentOf(node.parent) : node.parent;
}
