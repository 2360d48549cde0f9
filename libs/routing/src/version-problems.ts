import type { KeyPath, SourceFile } from '#libs/checked-yaml';
import type { ConfigurationProblem } from '#libs/message';
import type { PlacedDestination } from './connection-problems.js';
import type { InboundPart } from './partner-file.js';

/** Versions of one agreement stand side by side; each has its own number, and of those in use each its own messages. */
export function versionProblems(
  agreements: readonly { readonly part: InboundPart; readonly at: KeyPath }[],
  source: SourceFile,
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const versions = new Set<string>();
  const inUse = new Set<string>();
  for (const { part, at } of agreements) {
    const version = `${part.id} ${part.version}`;
    const isTwice = versions.has(version);
    if (isTwice) problems.push(twice('agreement', '协议', part, at, source));
    versions.add(version);
    if (isTwice || (part.state ?? 'live') !== 'live') continue;
    const use = `${part.id} ${JSON.stringify(part.recognise)}`;
    if (inUse.has(use)) {
      const en = `two versions of "${part.id}" are live for the same messages`;
      problems.push(source.problem([...at, 'state'], `“${part.id}”有两个版本同时对相同报文生效`, en));
    }
    inUse.add(use);
  }
  return problems;
}

/** The same of destinations, whose names count over all files. */
export function destinationVersionProblems(
  destinations: readonly PlacedDestination[],
): ConfigurationProblem[] {
  const problems: ConfigurationProblem[] = [];
  const versions = new Set<string>();
  const inUse = new Set<string>();
  const owners = new Map<string, string>();
  for (const { part, at, source } of destinations) {
    const { id, partner, version = 1, state = 'live' } = part;
    if (versions.has(`${id} ${version}`)) problems.push(twice('destination', '目的地', part, at, source));
    else if (state === 'live' && inUse.has(id)) {
      const en = `two versions of "${id}" are live`;
      problems.push(source.problem([...at, 'state'], `“${id}”有两个版本同时生效`, en));
    }
    if ((owners.get(id) ?? partner) !== partner) {
      const en = `"${id}" is a destination of the partner ${owners.get(id)} already`;
      problems.push(source.problem([...at, 'id'], `“${id}”已是合作方 ${owners.get(id)} 的目的地`, en));
    }
    versions.add(`${id} ${version}`);
    owners.set(id, partner);
    if (state === 'live') inUse.add(id);
  }
  return problems;
}

function twice(
  what: string,
  zh: string,
  { id, version = 1 }: { readonly id: string; readonly version?: number },
  at: KeyPath,
  source: SourceFile,
): ConfigurationProblem {
  const en = `The ${what} "${id}" version ${version} is there twice.`;
  return source.problem([...at, 'id'], `${zh}“${id}”第 ${version} 版重复。`, en);
}
