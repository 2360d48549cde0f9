import { openNode, type DocumentNode, type OpenNode } from '#libs/message';
import type { Run } from '../run/run.js';
import { noRule, type Outcome, type TargetName, type TargetRule } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compileLoop } from './loop.js';
import type { FieldReader } from './read-fields.js';

const loopKeys = ['each', 'where', 'group', 'when', 'note', 'required', 'keepEmpty'];

/** `each`: a JSON array, or repeated elements, of what the rest of the rule gives for every node. */
export function compileEach(fields: FieldReader, name: TargetName, compilation: Compilation): TargetRule {
  const items = compileItems(fields, name, compilation);
  return gathering(name, compilation, fields.flag('keepEmpty'), (run, at, into) =>
    items.write(run, at, into),
  );
}

/** Writes the items themselves, without an array around them. */
export function compileItems(fields: FieldReader, name: TargetName, compilation: Compilation): TargetRule {
  const rest = new Map([...fields.item.fields].filter(([key]) => !loopKeys.includes(key)));
  if (rest.size === 0) {
    compilation.problems.add(
      fields.item,
      'each 还需要 map，或取值来源（如 from: .）。',
      '"each" also needs "map", or a source for the values (like from: .).',
    );
    return noRule;
  }
  return compilation.within(() => {
    const loop = compileLoop(fields, compilation);
    const body = compilation.target({ ...fields.item, fields: rest }, name);
    return {
      write(run, at, into): Outcome {
        const before = into.children.length;
        loop(run, at, (node) => body.write(run, node, into));
        return into.children.length > before ? 'written' : 'missing';
      },
    };
  });
}

/** Collects what `fill` writes: in an array for JSON, directly in the parent for formats that repeat elements. */
export function gathering(
  name: TargetName,
  compilation: Compilation,
  keepEmpty: boolean,
  fill: (run: Run, at: DocumentNode, into: OpenNode) => void,
): TargetRule {
  if (compilation.settings.targetFormat !== 'json') {
    return {
      write(run, at, into): Outcome {
        const before = into.children.length;
        fill(run, at, into);
        return into.children.length > before ? 'written' : 'missing';
      },
    };
  }
  return {
    write(run, at, into): Outcome {
      run.step(1);
      const array = openNode('array', name.name, into);
      fill(run, at, array);
      if (array.children.length === 0 && !keepEmpty) return 'missing';
      run.make();
      into.children.push(array);
      return 'written';
    },
  };
}
