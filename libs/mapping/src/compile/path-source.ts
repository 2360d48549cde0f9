import { compilePath, PathSyntaxError, type DocumentNode, type Location, type Path } from '#libs/message';
import type { YamlItem, YamlScalar } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';
import { constantValue, isPresent, valueOfNode, type Value } from '../run/value.js';
import { noSource, type Evaluate, type Source } from './compiled.js';
import type { Compilation } from './compilation.js';
import type { Variable } from './scope.js';

/** A path as a source of values and of nodes. */
export interface NodeSource extends Source {
  /** Undefined for `$name` of a value, which has no nodes. */
  readonly nodes: ((run: Run, at: DocumentNode) => readonly DocumentNode[]) | undefined;
}

const none: NodeSource = { ...noSource, nodes: () => [] };
const givenValues = ['sender', 'receiver', 'now', 'messageId'] as const;
const longestPath = 500;
/** Would make one path quadratic in the size of the document. */
const upwardPredicate = /\[(?:[^\]]*[/[])?\.\.(?=[/=!\]]|$)/;

/** Compiles `HEAD/DDH`, `/KHDD/HEAD`, `$variable/DDH` or `$sender`. */
export function compilePathSource(item: YamlItem, compilation: Compilation): NodeSource {
  if (item.kind !== 'scalar' || typeof item.value !== 'string') {
    compilation.problems.add(item, '此处应为路径。', 'Here a path is expected.');
    return none;
  }
  if (!item.value.startsWith('$')) {
    const path = readPath(item, item.value, 0, compilation);
    return path === undefined ? none : fromPath(path);
  }
  const [, name = '', , rest] = /^\$([A-Za-z][\w-]*)?(\/(.+))?$/s.exec(item.value) ?? [];
  const variable = compilation.scope.find(name);
  if (variable !== undefined) return fromVariable(item, name, variable, rest, compilation);
  const given = givenValues.find((known) => known === name);
  if (given !== undefined && rest === undefined) {
    return fromValue((run) => {
      const text = run.context[given];
      return text === undefined || text === '' ? undefined : constantValue(text, 'string');
    });
  }
  const known = [...compilation.scope.names(), ...givenValues].map((one) => `$${one}`);
  compilation.problems.addUnknown(
    item,
    item.value,
    { zh: '此处可见的变量', en: 'a variable that can be seen here' },
    known,
  );
  return none;
}

function fromVariable(
  item: YamlScalar,
  name: string,
  { slot, kind }: Variable,
  rest: string | undefined,
  compilation: Compilation,
): NodeSource {
  if (kind === 'value') {
    if (rest === undefined) return fromValue((run) => run.slots[slot] as Value | undefined);
    compilation.problems.add(
      item,
      `变量“$${name}”是值，后面不能再接路径。`,
      `The variable "$${name}" is a value: no path can go on from it.`,
    );
    return none;
  }
  const stored = (run: Run): readonly DocumentNode[] => (run.slots[slot] as DocumentNode[] | undefined) ?? [];
  if (rest === undefined) return fromNodes(stored, (run, at) => run.place(stored(run)[0] ?? at));
  const path = readPath(item, rest, name.length + 2, compilation);
  if (path === undefined) return none;
  return fromNodes(
    (run) => stored(run).flatMap((node) => path.select(node)),
    (run, at) => below(run, stored(run)[0] ?? at, path.text),
  );
}

function readPath(
  item: YamlScalar,
  text: string,
  offset: number,
  compilation: Compilation,
): Path | undefined {
  const { problems, settings } = compilation;
  const column = offset + (item.quoted ? 1 : 0);
  if (text.length > longestPath) {
    problems.add(
      item,
      `路径超过 ${longestPath} 个字符。`,
      `The path is longer than ${longestPath} characters.`,
    );
    return undefined;
  }
  if (upwardPredicate.test(text.replace(/'(?:[^']|'')*'/g, "''"))) {
    problems.add(
      item,
      '方括号内的条件不能用“..”向上走。',
      'A condition in square brackets may not go up with "..".',
      column,
    );
    return undefined;
  }
  try {
    const path = compilePath(text, { namespaces: settings.sourceNamespaces });
    checkNames(item, text, compilation);
    return path;
  } catch (error) {
    if (!(error instanceof PathSyntaxError)) throw error;
    problems.add(
      item,
      `路径“${text}”第 ${error.column} 列有误：此处应为 ${error.expected}。`,
      `The path "${text}" is wrong at its column ${error.column}: expected ${error.expected}.`,
      column + error.column - 1,
    );
    return undefined;
  }
}

/** Names that the source's schema does not know, when the caller gave its names. */
function checkNames(item: YamlScalar, text: string, { problems, settings }: Compilation): void {
  const known = settings.known.sourceNames;
  if (known === undefined) return;
  const steps = text.replace(/\[(?:'(?:[^']|'')*'|[^\]])*\]/g, '').split('/');
  for (const step of steps) {
    const name = step.replace(/^'(.*)'$/, '$1').replace(/^(@?)[^:]*:/, '$1');
    if (['', '.', '..', '*'].includes(name) || known.includes(name)) continue;
    problems.addUnknown(item, name, { zh: '来源结构中的名称', en: 'a name in the source' }, known);
  }
}

function fromPath(path: Path): NodeSource {
  return {
    one: (run, at) => {
      run.step(1);
      const node = path.first(at);
      return node === undefined || node.kind !== 'value' ? undefined : valueOfNode(node);
    },
    all: (run, at) => valuesOf(select(run, at)),
    nodes: select,
    placeOfMissing: (run, at) => below(run, at, path.text),
  };
  function select(run: Run, at: DocumentNode): readonly DocumentNode[] {
    const found = path.select(at);
    run.step(found.length + 1);
    return found;
  }
}

function fromNodes(
  nodes: (run: Run, at: DocumentNode) => readonly DocumentNode[],
  placeOfMissing: (run: Run, at: DocumentNode) => Location,
): NodeSource {
  const counted = (run: Run, at: DocumentNode): readonly DocumentNode[] => {
    const found = nodes(run, at);
    run.step(found.length + 1);
    return found;
  };
  return {
    one: (run, at) => {
      const node = counted(run, at)[0];
      return node === undefined || node.kind !== 'value' ? undefined : valueOfNode(node);
    },
    all: (run, at) => valuesOf(counted(run, at)),
    nodes: counted,
    placeOfMissing,
  };
}

function fromValue(one: Evaluate): NodeSource {
  return {
    one,
    all: (run, at) => [one(run, at)].filter((value) => value !== undefined),
    nodes: undefined,
    placeOfMissing: (run, at) => run.place(at),
  };
}

function valuesOf(nodes: readonly DocumentNode[]): Value[] {
  return nodes.filter((node) => node.kind === 'value' && isPresent(node)).map(valueOfNode);
}

/** Where a path that found nothing would have led. */
function below(run: Run, at: DocumentNode, path: string): Location {
  const { path: start, ...position } = run.place(at);
  if (path.startsWith('/')) return { path, ...position };
  const flat = run.document.format === 'csv' || run.document.format === 'fixed-width';
  const full = path === '.' ? start : flat ? path : `${start ?? ''}/${path}`;
  return { path: full, ...position };
}
