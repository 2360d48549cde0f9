import type { DocumentNode } from '#libs/message';
import type { Compilation } from '../compile/compilation.js';
import type { ValueRule } from '../compile/compiled.js';
import { TimeZone } from '../dates/time-zone.js';
import type { YamlItem } from '../file/yaml-tree.js';
import type { Run } from '../run/run.js';

/** A zone by name, or from a path or rule; the file's zone when nothing is said. */
export function compileZone(
  item: YamlItem | undefined,
  compilation: Compilation,
): (run: Run, at: DocumentNode) => TimeZone | undefined {
  const zone = item === undefined ? compilation.zone : readZone(item, compilation);
  if (typeof zone === 'string') {
    const found = TimeZone.find(zone);
    return () => found;
  }
  return (run, at) => {
    const value = zone.one(run, at);
    return value === undefined ? undefined : TimeZone.find(value.text);
  };
}

/** A name is checked at once; an object is a rule that gives a name. */
export function readZone(item: YamlItem, compilation: Compilation): string | ValueRule {
  if (item.kind !== 'scalar') return compilation.value(item);
  if (TimeZone.find(item.text) === undefined) {
    compilation.problems.add(
      item,
      `没有时区“${item.text}”；应如 Asia/Shanghai、UTC、+08:00。`,
      `There is no time zone "${item.text}"; write one like Asia/Shanghai, UTC or +08:00.`,
    );
  }
  return item.text;
}
