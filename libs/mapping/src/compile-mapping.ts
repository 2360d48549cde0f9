import { createHash } from 'node:crypto';
import type { ConfigurationProblem } from '#libs/message';
import { Compilation, type Grammar, type KnownNames } from './compile/compilation.js';
import { compileCondition } from './compile/condition.js';
import { compileDocuments } from './compile/documents.js';
import { readHeader } from './compile/header.js';
import { fileKeys } from './compile/keys.js';
import { asFields } from './compile/read-fields.js';
import { compileTarget } from './compile/target-rule.js';
import { compileValueRule } from './compile/value-rule.js';
import { readTests } from './testing/read-tests.js';
import { Problems } from './file/problems.js';
import { readYaml } from './file/yaml-tree.js';
import type { Mapping } from './mapping.js';
import { runMapping } from './run/run-mapping.js';

export interface CompileOptions extends KnownNames {
  /** As problems and lineage are to name it. */
  readonly file: string;
}

/**
 * Compiles a mapping file. Every mistake in it is in `problems`, with line and column; there is a mapping only when there
 * are none. With `codeLists`, `sourceNames` and `targetNames`, misspelt names of those are mistakes too.
 */
export function compileMapping(
  yamlText: string,
  options: CompileOptions,
): { mapping?: Mapping; problems: ConfigurationProblem[] } {
  const problems = new Problems(options.file);
  const mapping = compile(yamlText, options, problems);
  return problems.found.length === 0 && mapping !== undefined
    ? { mapping, problems: [] }
    : { problems: problems.inOrder() };
}

const grammar: Grammar = { target: compileTarget, value: compileValueRule, condition: compileCondition };

function compile(yamlText: string, options: CompileOptions, problems: Problems): Mapping | undefined {
  const item = readYaml(yamlText, problems);
  const file =
    item === undefined
      ? undefined
      : asFields(item, problems, '映射文件（对象）', 'a mapping file (an object)');
  if (file === undefined) return undefined;
  file.allow(fileKeys, { zh: '映射文件的键', en: 'a key of a mapping file' });
  const header = readHeader(file, problems);
  const settings = {
    file: options.file,
    problems,
    known: options,
    sourceNamespaces: header.sourceNamespaces,
    targetFormat: header.to.format,
    targetNamespaces: header.to.namespaces ?? {},
    fragments: header.fragments,
  };
  const compilation = new Compilation(settings, grammar);
  const documents = compileDocuments(file, header.root, compilation);
  const tests = readTests(file, problems);
  return {
    name: header.name,
    version: createHash('sha256').update(yamlText).digest('hex').slice(0, 16),
    file: options.file,
    from: header.from,
    to: header.to,
    tests,
    rules: compilation.rules,
    branches: compilation.branches,
    run: (document, context) => runMapping(documents, header.to, compilation.slotCount, document, context),
  };
}
