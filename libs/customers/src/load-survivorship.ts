import { readFileSync } from 'node:fs';
import { isMap, LineCounter, parseDocument, type Document, type ParsedNode } from 'yaml';
import { identifiers } from '#libs/base-data';
import type { ConfigurationProblem } from '#libs/message';
import type { Criterion, FieldRule, SurvivorshipRules } from './survivorship.js';

const plainCriteria: ReadonlySet<unknown> = new Set(['latest', 'longest', 'most-frequent']);

/** What holds where the file says nothing or is wrong. */
const fallback: SurvivorshipRules = { default: ['latest'], fields: {} };

export interface LoadedSurvivorship {
  readonly rules: SurvivorshipRules;
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads a survivorship file, as `mappings/customers/survivorship.yaml`, whose comments explain the criteria. */
export function loadSurvivorship(file: string): LoadedSurvivorship {
  return readSurvivorship(readFileSync(file, 'utf8'), file);
}

/** @param file for messages about mistakes */
export function readSurvivorship(text: string, file: string): LoadedSurvivorship {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const problems: ConfigurationProblem[] = document.errors.map((error) => ({
    file,
    ...placeOf(error.pos[0], lines),
    message: { zh: `YAML 有误：${error.message}`, en: `wrong YAML: ${error.message}` },
  }));
  if (problems.length > 0) return { rules: fallback, problems };
  const read = (path: readonly string[]): FieldRule | undefined => {
    const rule = ruleOf(plain(document, path));
    if (rule !== undefined) return rule;
    const node = document.getIn(path, true) as ParsedNode | undefined;
    problems.push({ file, ...placeOf(node?.range?.[0] ?? 0, lines), message: wrongRule(path.join('.')) });
    return undefined;
  };
  const fields: Record<string, FieldRule> = {};
  for (const name of namesIn(document)) {
    const rule = read(['fields', name]);
    if (rule !== undefined) fields[name] = rule;
  }
  return { rules: { default: read(['default']) ?? fallback.default, fields }, problems };
}

function ruleOf(value: unknown): FieldRule | undefined {
  if (value === 'all') return value;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  return value.every(isCriterion) ? value : undefined;
}

function isCriterion(value: unknown): value is Criterion {
  if (plainCriteria.has(value)) return true;
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  if ('systems' in value) {
    return Array.isArray(value.systems) && value.systems.every((system) => typeof system === 'string');
  }
  return 'valid' in value && typeof value.valid === 'string' && Object.hasOwn(identifiers, value.valid);
}

function namesIn(document: Document.Parsed): string[] {
  const fields = document.get('fields');
  return isMap(fields) ? fields.items.map((item) => String(item.key)) : [];
}

function plain(document: Document.Parsed, path: readonly string[]): unknown {
  const node: unknown = document.getIn(path, true);
  return typeof node === 'object' && node !== null && 'toJS' in node
    ? (node as ParsedNode).toJS(document)
    : node;
}

function placeOf(offset: number, lines: LineCounter): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function wrongRule(name: string): ConfigurationProblem['message'] {
  const criteria = 'latest, longest, most-frequent, systems: [...], valid: <identifier>';
  return {
    zh: `“${name}”应为 all 或由这些准则组成的列表：${criteria}`,
    en: `"${name}" must be all or a list of these criteria: ${criteria}`,
  };
}
