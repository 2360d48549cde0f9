import type { RoutingTable } from '#libs/routing';
import { changesBetween, type ConfigurationFiles } from '../configuration-files.js';
import { routingOf } from './routing-of.js';

/** What the parts of a configuration are called. `mapping`, `schema` and `code-list` are files. */
export type PartKind =
  | 'partner'
  | 'connection'
  | 'agreement'
  | 'destination'
  | 'route'
  | 'mapping'
  | 'schema'
  | 'code-list';

/** A field by its path, such as `acknowledgement.when`, with its values as JSON has them; absent where there is none. */
export interface FieldDifference {
  readonly field: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** One part that is not the same on both sides. */
export interface PartDifference {
  readonly kind: PartKind;
  /** `sys-1`, `sys-1/push`, `sys-1/order 2`, `mappings/sys-1/order-to-transport-order.yaml` */
  readonly name: string;
  readonly change: 'added' | 'changed' | 'removed';
  /** Of a file there are none. */
  readonly fields: readonly FieldDifference[];
  /** Of a file: the agreements and destinations that it is used by, after the change. */
  readonly usedBy: readonly string[];
}

interface Part {
  readonly kind: PartKind;
  readonly name: string;
  readonly value: object;
}

/**
 * What is different between two configurations, agreement by agreement and field by field. Files that say the same in
 * other words (order, comments, a default written out) are not different.
 */
export function configurationDifference(
  before: ConfigurationFiles,
  after: ConfigurationFiles,
): PartDifference[] {
  const [old, young] = [routingOf(before), routingOf(after)];
  return [...partDifferences(partsOf(old), partsOf(young)), ...fileDifferences(before, after, young)];
}

function partDifferences(before: readonly Part[], after: readonly Part[]): PartDifference[] {
  const key = ({ kind, name }: Part): string => `${kind} ${name}`;
  const old = new Map(before.map((part) => [key(part), part]));
  const young = new Map(after.map((part) => [key(part), part]));
  return [...new Map([...old, ...young])].flatMap(([name, { kind, name: title }]) => {
    const fields = fieldDifferences(old.get(name)?.value, young.get(name)?.value);
    if (fields.length === 0) return [];
    const change = !old.has(name) ? 'added' : !young.has(name) ? 'removed' : 'changed';
    return [{ kind, name: title, change, fields, usedBy: [] }];
  });
}

function partsOf(routing: RoutingTable): Part[] {
  const ofPartners = routing.partners.flatMap((partner): Part[] => {
    const { id, agreements, connections, ...value } = partner;
    return [
      { kind: 'partner', name: id, value },
      ...[...connections].map(([name, connection]): Part => ({
        kind: 'connection',
        name: `${id}/${name}`,
        value: connection,
      })),
      ...agreements.map((one): Part => ({
        kind: 'agreement',
        name: `${id}/${one.id} ${one.version}`,
        value: one,
      })),
    ];
  });
  const destinations = routing.destinations.map((one): Part => ({
    kind: 'destination',
    name: `${one.partner}/${one.id} ${one.version}`,
    value: one,
  }));
  const routes = routing.routes.map(({ conditions: _, ...route }): Part => ({
    kind: 'route',
    name: route.id,
    value: route,
  }));
  return [...ofPartners, ...destinations, ...routes];
}

function fieldDifferences(before: object = {}, after: object = {}): FieldDifference[] {
  const [old, young] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...young.keys()])]
    .filter((field) => JSON.stringify(old.get(field)) !== JSON.stringify(young.get(field)))
    .map((field) => ({ field, before: old.get(field), after: young.get(field) }));
}

/** Every value that is no object by its path; lists are compared as a whole. */
function fieldsOf(value: object, path = ''): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  for (const [name, inner] of Object.entries(value)) {
    const place = path === '' ? name : `${path}.${name}`;
    const isObject = typeof inner === 'object' && inner !== null && !Array.isArray(inner);
    if (isObject) for (const [below, one] of fieldsOf(inner as object, place)) fields.set(below, one);
    else if (inner !== undefined) fields.set(place, inner);
  }
  return fields;
}

const kindsOfFolders = { mappings: 'mapping', schemas: 'schema', 'code-lists': 'code-list' } as const;

function fileDifferences(
  before: ConfigurationFiles,
  after: ConfigurationFiles,
  routing: RoutingTable,
): PartDifference[] {
  const changes = changesBetween(before, after);
  return (['added', 'changed', 'removed'] as const).flatMap((change) =>
    changes[change].flatMap((name): PartDifference[] => {
      const kind = kindsOfFolders[name.split('/')[0] as keyof typeof kindsOfFolders];
      return kind === undefined ? [] : [{ kind, name, change, fields: [], usedBy: usersOf(name, routing) }];
    }),
  );
}

/** Who names the mapping or the schema that the file is. */
function usersOf(place: string, routing: RoutingTable): string[] {
  const isNamed = (name: string): boolean =>
    place === `mappings/${name}.yaml` || place.startsWith(`schemas/${name}.`);
  const agreements = routing.partners
    .flatMap((partner) => partner.agreements)
    .filter(({ schema, mappings }) => [schema, ...mappings].some(isNamed));
  const destinations = routing.destinations.filter(({ schema, mapping }) => [schema, mapping].some(isNamed));
  return [...agreements, ...destinations].map(({ partner, id, version }) => `${partner}/${id} ${version}`);
}
