import type { DocumentNode, Location } from '#libs/message';
import type { YamlItem } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';
import { isPresent, valueOfNode, type Value } from '../run/value.js';
import type { Source } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compilePathSource } from './path-source.js';

/** What a combining function works on. */
export interface Inputs {
  /** `complete` is false when a rule of the list had no value. */
  read(run: Run, at: DocumentNode): { readonly values: Value[]; readonly complete: boolean };
  readonly placeOfMissing: (run: Run, at: DocumentNode) => Location;
}

/** A path gives all its nodes' values, a list of rules all values of each; with `each`, for every node of that path. */
export function compileInputs(
  of: YamlItem,
  each: YamlItem | undefined,
  compilation: Compilation,
  countsNodes: boolean,
): Inputs {
  const loop = each === undefined ? undefined : compilePathSource(each, compilation);
  const sources: Source[] =
    of.kind === 'list'
      ? of.items.map((item) => compilation.value(item))
      : [countsNodes && of.kind === 'scalar' ? presentNodes(of, compilation) : compilation.value(of)];
  const readOnce = (run: Run, at: DocumentNode, values: Value[]): boolean => {
    let complete = true;
    for (const source of sources) {
      const found = source.all(run, at);
      if (found.length === 0) complete = false;
      for (const value of found) values.push(value);
    }
    return complete;
  };
  return {
    read: (run, at) => {
      const values: Value[] = [];
      if (loop?.nodes === undefined) return { values, complete: readOnce(run, at, values) };
      let complete = true;
      for (const node of loop.nodes(run, at)) {
        if (!readOnce(run, node, values)) complete = false;
      }
      return { values, complete };
    },
    placeOfMissing: (loop ?? sources[0])?.placeOfMissing ?? ((run, at) => run.place(at)),
  };
}

/** Objects count as well as values. */
function presentNodes(item: YamlItem, compilation: Compilation): Source {
  const path = compilePathSource(item, compilation);
  const { nodes } = path;
  if (nodes === undefined) return path;
  return { ...path, all: (run, at) => nodes(run, at).filter(isPresent).map(valueOfNode) };
}
