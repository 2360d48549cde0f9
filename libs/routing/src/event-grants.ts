import type { SourceFile } from '#libs/checked-yaml';
import { compilePath, type ConfigurationProblem, type DocumentNode, type Path } from '#libs/message';
import type { Partner } from './agreement.js';
import { pathMistake } from './path-mistake.js';

/** Which canonical messages of others a partner may be told of (`events` of its file). */
export interface EventGrant {
  /** Canonical types without version. */
  readonly types: readonly string[];
  /** Only messages of these senders; all when absent. */
  readonly senders?: readonly string[];
  /** Only messages in which every path has one of the values. An outside partner always has such conditions. */
  readonly where?: readonly { readonly path: string; readonly in: readonly string[] }[];
}

/** A canonical message, as far as the right to hear of it goes. */
export interface HeardMessage {
  /** Without version. */
  readonly type: string;
  /** Partner id. */
  readonly sender: string;
  readonly root: DocumentNode;
}

/** May the partner be told of this message: is it its own, or does its file grant it? Nobody else may. */
export function mayHear({ id, events }: Partner, { type, sender, root }: HeardMessage): boolean {
  if (sender === id) return true;
  return events.some(
    ({ types, senders, where = [] }) =>
      types.includes(type) &&
      (senders?.includes(sender) ?? true) &&
      where.every(({ path, in: values }) =>
        compiled(path)
          ?.select(root)
          .some((node) => values.includes(node.text ?? '')),
      ),
  );
}

/** What is wrong with the grants of a partner's file besides their form. */
export function eventProblems({ kind, events }: Partner, source: SourceFile): ConfigurationProblem[] {
  const mistakes = events
    .flatMap(({ where = [] }) => where)
    .flatMap(({ path }) => pathMistake(path) ?? [])
    .map((mistake) => source.problemAtText(mistake.path, `路径有误：${mistake.message}`, mistake.message));
  const unbounded = events.flatMap(({ where = [] }, index) => {
    if (kind === 'own' || where.length > 0) return [];
    const en = 'an outside partner needs "where": it may hear only of what concerns it';
    return [source.problem(['events', index], '外部合作方须有“where”：只能得知与其有关的报文', en)];
  });
  return [...mistakes, ...unbounded];
}

/** There are as few paths as there are lines in files. One with a mistake grants nothing. */
const paths = new Map<string, Path | undefined>();

function compiled(path: string): Path | undefined {
  if (!paths.has(path)) paths.set(path, pathMistake(path) === undefined ? compilePath(path) : undefined);
  return paths.get(path);
}
