import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkConfiguration, didYouMean, onFirstUse, SourceFile } from '#libs/checked-yaml';
import type { ConfigurationProblem } from '#libs/message';
import { partnerFileSchema, routesFileSchema } from './agreement-schema.js';
import type { Partner, Route } from './agreement.js';
import { settingsProblems, type CheckSettings, type PlacedDestination } from './connection-problems.js';
import { destinationProblems } from './destination-problems.js';
import {
  destinationOf,
  outboundOf,
  partnerOf,
  type DestinationPart,
  type PartnerFile,
} from './partner-file.js';
import { partnerProblems } from './partner-problems.js';
import { pathMistake } from './path-mistake.js';
import { RoutingTable } from './routing-table.js';
import { destinationVersionProblems } from './version-problems.js';

/** A file of the `agreements` folder. */
export interface AgreementFile {
  readonly file: string;
  readonly text: string;
}

interface RoutesFile {
  readonly destinations?: readonly DestinationPart[];
  readonly routes?: readonly Route[];
}

const schemas = onFirstUse(() => {
  const ajv = new Ajv2020({ allErrors: true, verbose: true });
  return {
    partner: ajv.compile<PartnerFile>(partnerFileSchema),
    routes: ajv.compile<RoutesFile>(routesFileSchema),
  };
});

/**
 * Reads all files of the `agreements` folder; `routes.yaml` holds destinations and routes, every other a partner.
 * @param check knows what the settings of connections may be; without it they may be anything
 */
export function loadRouting(
  files: readonly AgreementFile[],
  check: CheckSettings = () => [],
): {
  table: RoutingTable;
  problems: ConfigurationProblem[];
} {
  const obeysSchema = schemas();
  const problems: ConfigurationProblem[] = [];
  const partners: Partner[] = [];
  const placed: PlacedDestination[] = [];
  const routes: PlacedRoute[] = [];
  for (const { file, text } of files) {
    const source = new SourceFile(file, text);
    if (/(?:^|\/)routes\.yaml$/.test(file)) {
      const { value, problems: found } = checkConfiguration(source, obeysSchema.routes);
      problems.push(...found);
      placed.push(
        ...(value?.destinations ?? []).map((part, index) => ({ part, at: ['destinations', index], source })),
      );
      routes.push(...(value?.routes ?? []).map((route) => ({ route, source })));
    } else {
      const { value, problems: found } = checkConfiguration(source, obeysSchema.partner);
      problems.push(...found, ...(value === undefined ? [] : partnerProblems(value, partners, source)));
      if (value === undefined) continue;
      const partner = partnerOf(value);
      partners.push(partner);
      problems.push(...settingsProblems(partner, source, check));
      placed.push(...outboundOf(value).map((one) => ({ ...one, source })));
    }
  }
  problems.push(...problemsOf(placed, routes, partners));
  const sound = routes
    .map(({ route }) => route)
    .filter((route) => (route.where ?? []).every(({ path }) => pathMistake(path) === undefined));
  const connections = new Map(partners.map((partner) => [partner.id, partner.connections]));
  const destinations = placed.map(({ part }) =>
    destinationOf(part, connections.get(part.partner) ?? new Map()),
  );
  return { table: new RoutingTable(partners, destinations, sound), problems };
}

interface PlacedRoute {
  readonly route: Route;
  readonly source: SourceFile;
}

function problemsOf(
  destinations: readonly PlacedDestination[],
  routes: readonly PlacedRoute[],
  partners: readonly Partner[],
): ConfigurationProblem[] {
  const partnerIds = partners.map((partner) => partner.id);
  const destinationIds = destinations.map(({ part }) => part.id);
  const problems = destinations.flatMap((placed) => [
    ...unknown(placed.part.partner, partnerIds, placed.source),
    ...destinationProblems(placed, partners),
  ]);
  problems.push(...destinationVersionProblems(destinations));
  for (const { route, source } of routes) {
    problems.push(...route.destinations.flatMap((id) => unknown(id, destinationIds, source)));
    problems.push(...(route.senders ?? []).flatMap((id) => unknown(id, partnerIds, source)));
    for (const mistake of (route.where ?? []).flatMap(({ path }) => pathMistake(path) ?? [])) {
      problems.push(source.problemAtText(mistake.path, `路径有误：${mistake.message}`, mistake.message));
    }
  }
  return problems;
}

function unknown(id: string, known: readonly string[], source: SourceFile): ConfigurationProblem[] {
  if (known.includes(id)) return [];
  const meant = didYouMean(id, known);
  const zh = meant === undefined ? '' : `，是否应为“${meant}”？`;
  const en = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return [source.problemAtText(id, `“${id}”没有定义${zh}`, `"${id}" is not defined${en}`)];
}
