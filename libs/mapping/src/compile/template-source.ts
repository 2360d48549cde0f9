import type { YamlItem, YamlScalar } from '../file/yaml-tree.js';
import { constantValue, failed, isBlank, type Value } from '../run/value.js';
import { noSource, type Evaluate, type Source } from './compiled.js';
import type { Compilation } from './compilation.js';
import { compilePathSource } from './path-source.js';
import { combinedValue } from './combined-source.js';

/** `T-{HEAD/NO}`: text and, in braces, paths; `{{` and `}}` are braces. */
export function compileTemplate(item: YamlItem, compilation: Compilation): Source {
  if (item.kind !== 'scalar' || typeof item.value !== 'string') {
    compilation.problems.add(item, '此处应为模板文本。', 'Here a template text is expected.');
    return noSource;
  }
  const parts = readParts(item, item.value, compilation);
  const one: Evaluate = (run, at) => {
    const values: Value[] = [];
    for (const part of parts) {
      const value = part.one(run, at);
      if (value === failed) return failed;
      if (value === undefined || (part.isPath && isBlank(value.text))) return undefined;
      values.push(value);
    }
    return combinedValue(run, values.map((value) => value.text).join(''), 'string', values);
  };
  return {
    one,
    all: (run, at) => [one(run, at)].filter((value) => value !== undefined),
    placeOfMissing: (run, at) => (parts.find((part) => part.isPath) ?? noSource).placeOfMissing(run, at),
  };
}

type Part = Source & { readonly isPath: boolean };

function readParts(item: YamlScalar, template: string, compilation: Compilation): Part[] {
  const parts: Part[] = [];
  const pieces = /\{\{|\}\}|\{([^{}]+)\}|[{}]|[^{}]+/g;
  for (const [piece, path] of template.matchAll(pieces)) {
    if (path !== undefined) {
      const source = compilePathSource({ ...item, value: path, text: path }, compilation);
      parts.push({ ...source, isPath: true });
    } else if (piece === '{' || piece === '}') {
      compilation.problems.add(
        item,
        `模板中的“${piece}”没有配对；要写花括号本身请写两个。`,
        `A "${piece}" of the template stands alone; for the brace itself write it twice.`,
      );
    } else {
      const value = constantValue(piece === '{{' ? '{' : piece === '}}' ? '}' : piece, 'string');
      parts.push({ ...noSource, one: () => value, isPath: false });
    }
  }
  return parts;
}
