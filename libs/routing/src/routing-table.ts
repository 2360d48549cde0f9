import { compilePath, type DocumentNode, type FormatName, type Path } from '#libs/message';
import type { Agreement, Destination, Partner, Route } from './agreement.js';
import { destinationInTest } from './destination-in-test.js';
import { oneInUse } from './in-use.js';

/** What intake and the journey can tell of a message before it is decoded. */
export interface Recognised {
  readonly format?: FormatName;
  readonly rootName?: string;
  readonly namespace?: string;
  readonly fileName?: string;
  /** The first JSON property of that name, read without decoding the whole. */
  readonly property: (name: string) => string | undefined;
  /** Of an EDI message. */
  readonly message?: RecognisedMessage;
}

/** What an EDI message says of itself in UNH, or in ST and GS. */
export interface RecognisedMessage {
  /** `IFTMIN`, `404` */
  readonly type: string;
  /** `d96a`, `004010`; empty when it does not say. */
  readonly directory: string;
  readonly association: string;
}

interface Condition {
  readonly path: Path;
  readonly values: ReadonlySet<string>;
}

/**
 * Routing by table: which agreement a message falls under, and which destinations its canonical messages go to. It
 * knows no partner by name; everything comes from the files under `agreements/`.
 */
export class RoutingTable {
  private readonly partnersById: ReadonlyMap<string, Partner>;
  private readonly destinationsById: ReadonlyMap<string, Destination>;
  /** Where what tries out an agreement in test goes; no route leads there. */
  readonly destinationsInTest: readonly Destination[];
  readonly routes: readonly (Route & { readonly conditions: readonly Condition[] })[];

  constructor(
    readonly partners: readonly Partner[],
    readonly destinations: readonly Destination[],
    routes: readonly Route[],
  ) {
    this.partnersById = new Map(partners.map((partner) => [partner.id, partner]));
    this.destinationsInTest = destinations.filter(({ state }) => state === 'test').map(destinationInTest);
    this.destinationsById = new Map([
      ...destinations.map(({ id }) => [id, oneInUse(destinations.filter((one) => one.id === id))!] as const),
      ...this.destinationsInTest.map((one) => [one.id, one] as const),
    ]);
    this.routes = routes.map((route) => ({
      ...route,
      conditions: (route.where ?? []).map(({ path, in: values }) => ({
        path: compilePath(path),
        values: new Set(values),
      })),
    }));
  }

  partner(id: string): Partner | undefined {
    return this.partnersById.get(id);
  }

  /** Of several versions the one in use; also by the id that it has in test. */
  destination(id: string): Destination | undefined {
    return this.destinationsById.get(id);
  }

  /** @param version the one in use when absent */
  agreement(partner: string, id: string, version?: number): Agreement | undefined {
    const versions = this.partner(partner)?.agreements.filter((agreement) => agreement.id === id) ?? [];
    return version === undefined ? oneInUse(versions) : versions.find((one) => one.version === version);
  }

  /** The partner's agreement about such a message; of several that fit, the one that `oneInUse` tells. */
  agreementFor(partner: string, recognised: Recognised): Agreement | undefined {
    const fitting = this.partner(partner)?.agreements.filter((agreement) => fits(agreement, recognised));
    return oneInUse(fitting ?? []);
  }

  /**
   * Where a canonical message goes: destinations that are live, and suspended ones, whose deliveries wait. Loop guard: never
   * back to the partner that it came from.
   * @param type canonical type without version
   */
  destinationsFor(type: string, sender: string, canonical: DocumentNode): Destination[] {
    const ids = new Set(
      this.routes
        .filter((route) => route.canonical === type && (route.senders?.includes(sender) ?? true))
        .filter((route) =>
          route.conditions.every(({ path, values }) =>
            path.select(canonical).some((node) => values.has(node.text ?? '')),
          ),
        )
        .flatMap((route) => route.destinations),
    );
    return [...ids].flatMap((id) => {
      const destination = this.destinationsById.get(id);
      if (destination === undefined || destination.partner === sender) return [];
      return destination.state === 'live' || destination.state === 'suspended' ? [destination] : [];
    });
  }
}

function fits(agreement: Agreement, recognised: Recognised): boolean {
  const { format, root, namespace, property, fileName } = agreement.recognise;
  if (!sameFormat(format, recognised.format)) return false;
  if (root !== undefined && root !== recognised.rootName) return false;
  if (namespace !== undefined && namespace !== recognised.namespace) return false;
  if (fileName !== undefined && !matchesPattern(fileName, recognised.fileName ?? '')) return false;
  if (!fitsMessage(agreement, recognised.message)) return false;
  return property === undefined || recognised.property(property.name) === property.value;
}

function fitsMessage({ recognise }: Agreement, seen: RecognisedMessage | undefined): boolean {
  const { message, association } = recognise;
  const directory = recognise.version ?? plainDirectory(recognise.directory);
  if (message !== undefined && message !== seen?.type) return false;
  if (directory !== undefined && directory !== seen?.directory) return false;
  return association === undefined || association === seen?.association;
}

/** `D.96A`, as people write it, is `d96a`. */
function plainDirectory(directory: string | undefined): string | undefined {
  return directory?.replace('.', '').toLowerCase();
}

/** Delimited and fixed-width text cannot be told apart for certain; there the agreement decides. */
function sameFormat(agreed: FormatName, seen: FormatName | undefined): boolean {
  const plainText = (format: FormatName | undefined): boolean =>
    format === undefined || format === 'csv' || format === 'fixed-width';
  return agreed === seen || (plainText(agreed) && plainText(seen));
}

/** Whether a file name is one of an agreement's pattern, in which only `*` stands for others; that of a pick-up knows `?` as well. */
function matchesPattern(pattern: string, name: string): boolean {
  const parts = pattern.split('*');
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const found = name.indexOf(part, at);
    if (found < 0 || (index === 0 && found !== 0)) return false;
    at = found + part.length;
  }
  return parts.at(-1) === '' || name.endsWith(parts.at(-1)!);
}
