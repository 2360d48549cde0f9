import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';

export interface PartialConfiguration {
  readonly root: string;
  close(): void;
}

const ediReference = /(?:edifact|x12)\/[\w/-]+/g;
const ediSchema = /^(.+)\.(?:edi-message|guide\.yaml|rules\.yaml)$/;
/** What answers interchanges, whatever is in them. */
const ediAnswers = ['CONTRL', 'APERAK', 'TA1', '997', '999'];

/**
 * The example configuration with these partners alone, without the schemas that only others need: a process reads and checks it in
 * little more than half the time, which counts where processes start often. Who sends to whom is up to the caller: there are no routes.
 */
export function partialConfiguration(partners: readonly string[]): PartialConfiguration {
  const root = mkdtempSync(join(tmpdir(), 'bianzu-configuration-'));
  const take = (place: string, isTaken: (place: string) => boolean = () => true): void => {
    if (!existsSync(place)) return;
    const filter = (path: string): boolean => isTaken(relative(resolve('.'), path));
    cpSync(resolve(place), join(root, place), { recursive: true, filter });
  };
  const isUsed = (place: string): boolean => !/\/(?:fixtures|samples)$/.test(place);
  for (const partner of ['bianzu', ...partners]) take(`agreements/${partner}.yaml`);
  for (const owner of ['customers', ...partners]) take(`mappings/${owner}`, isUsed);
  for (const place of ['code-lists', 'schemas/canonical']) take(place);
  for (const partner of partners)
    for (const kind of ['sources', 'partners']) take(`schemas/${kind}/${partner}`, isUsed);
  const named = ediSchemasNamedIn(root);
  const isNamed = (place: string): boolean => {
    const [, reference] = ediSchema.exec(relative('schemas', place)) ?? [];
    return isUsed(place) && (reference === undefined || named.has(reference) || isAnswer(reference));
  };
  for (const family of ['edifact', 'x12']) take(`schemas/${family}`, isNamed);
  return { root, close: () => rmSync(root, { recursive: true }) };
}

function isAnswer(reference: string): boolean {
  return ediAnswers.some((name) => reference.endsWith(`/${name}`));
}

/** In agreements and mappings, and in the guides that these name. */
function ediSchemasNamedIn(root: string): ReadonlySet<string> {
  const texts = ['agreements', 'mappings'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  );
  const direct = texts.flatMap((text) => text.match(ediReference) ?? []);
  const guides = [...new Set(direct)].map((name) => `schemas/${name}.guide.yaml`).filter(existsSync);
  const behind = guides.flatMap((guide) => readFileSync(guide, 'utf8').match(ediReference) ?? []);
  return new Set([...direct, ...behind]);
}
