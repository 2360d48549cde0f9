import { openNode, type DocumentNode } from '#libs/message';
import { readZone } from '../steps/zone.js';
import type { Run } from '../run/run.js';
import type { Compilation } from './compilation.js';
import { compileLet } from './let.js';
import { compileLoop, refuseLoopKeys } from './loop.js';
import { compileContent } from './object-rule.js';
import type { FieldReader } from './read-fields.js';

/** Makes the roots of the target documents, one after the other. */
export type WriteDocuments = (run: Run, root: DocumentNode, finish: (target: DocumentNode) => void) => void;

/** Compiles the file's own `let`, `zone`, `when`, `each` and `map`. */
export function compileDocuments(
  file: FieldReader,
  root: { readonly name: string; readonly namespace: string | undefined },
  compilation: Compilation,
): WriteDocuments {
  const setVariables = compileLet(file, compilation);
  const zone = file.get('zone');
  if (zone !== undefined) compilation.zone = readZone(zone, compilation);
  const whenItem = file.get('when');
  const when = whenItem === undefined ? undefined : compilation.condition(whenItem);
  const loop = file.has('each') ? compileLoop(file, compilation) : undefined;
  if (loop === undefined) refuseLoopKeys(file, compilation);
  const map = file.get('map');
  if (map === undefined) {
    compilation.problems.add(file.item, '缺少“map”。', '"map" is needed: the target, name by name.');
    return () => undefined;
  }
  const content = compileContent(map, { ...root, path: '' }, compilation);
  const write = (run: Run, at: DocumentNode): DocumentNode => {
    run.make();
    return content(run, at, openNode('object', root.name, undefined, undefined, root.namespace));
  };
  return (run, source, finish) => {
    setVariables?.(run, source);
    if (when !== undefined && !when(run, source)) return;
    if (loop === undefined) finish(write(run, source));
    else loop(run, source, (node) => finish(write(run, node)));
  };
}
