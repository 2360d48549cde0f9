import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { checkConfiguration, didYouMean, SourceFile } from '#libs/checked-yaml';
import type { ConfigurationProblem } from '#libs/message';
import { partnerFileSchema, routesFileSchema } from './agreement-schema.js';
import type { Destination, Partner, Route } from './agreement.js';
import { destinationProblems } from './destination-problems.js';
import { partnerOf, type PartnerFile } from './partner-file.js';
import { partnerProblems } from './partner-problems.js';
import { pathMistake } from './path-mistake.js';
import { RoutingTable } from './routing-table.js';

/** A file of the `agreements` folder. */
export interface AgreementFile {
  readonly file: string;
  readonly text: string;
}

interface RoutesFile {
  readonly destinations?: readonly (Omit<Destination, 'charset'> & { readonly charset?: string })[];
  readonly routes?: readonly Route[];
}

const ajv = new Ajv2020({ allErrors: true, verbose: true });
const obeysPartnerSchema: ValidateFunction<PartnerFile> = ajv.compile(partnerFileSchema);
const obeysRoutesSchema: ValidateFunction<RoutesFile> = ajv.compile(routesFileSchema);

/** Reads all files of the `agreements` folder; `routes.yaml` holds destinations and routes, every other a partner. */
export function loadRouting(files: readonly AgreementFile[]): {
  table: RoutingTable;
  problems: ConfigurationProblem[];
} {
  const problems: ConfigurationProblem[] = [];
  const partners: Partner[] = [];
  const destinations: Destination[] = [];
  const routes: Route[] = [];
  const routeSources: { source: SourceFile; content: RoutesFile }[] = [];
  for (const { file, text } of files) {
    const source = new SourceFile(file, text);
    if (file.endsWith('routes.yaml')) {
      const { value, problems: found } = checkConfiguration(source, obeysRoutesSchema);
      problems.push(...found);
      if (value !== undefined) routeSources.push({ source, content: value });
    } else {
      const { value, problems: found } = checkConfiguration(source, obeysPartnerSchema);
      problems.push(...found, ...(value === undefined ? [] : partnerProblems(value, partners, source)));
      if (value !== undefined) partners.push(partnerOf(value));
    }
  }
  for (const { source, content } of routeSources) {
    destinations.push(...(content.destinations ?? []).map((one) => ({ charset: 'utf-8', ...one })));
    routes.push(...(content.routes ?? []));
    problems.push(...routeProblems(content, partners, source));
  }
  const sound = routes.filter((route) =>
    (route.where ?? []).every(({ path }) => pathMistake(path) === undefined),
  );
  return { table: new RoutingTable(partners, destinations, sound), problems };
}

function routeProblems(
  content: RoutesFile,
  partners: readonly Partner[],
  source: SourceFile,
): ConfigurationProblem[] {
  const partnerIds = partners.map((partner) => partner.id);
  const destinationIds = (content.destinations ?? []).map((destination) => destination.id);
  const problems = (content.destinations ?? []).flatMap((destination, index) => [
    ...unknown(destination.partner, partnerIds, source),
    ...destinationProblems(destination, index, partners, source),
  ]);
  for (const route of content.routes ?? []) {
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
