import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkConfiguration, onFirstUse, SourceFile } from '#libs/checked-yaml';
import { issueTexts, type ConfigurationProblem } from '#libs/message';
import type { Agreement, Destination } from '#libs/routing';
import { scenarioSchema } from './scenario-schema.js';
import type { Expectation, Scenario, ScenarioStep } from './scenario.js';

const obeysSchema = onFirstUse(() =>
  new Ajv2020({ allErrors: true, verbose: true, allowUnionTypes: true }).compile<Scenario>(scenarioSchema),
);

/**
 * Reads the scenarios of a configuration; one with mistakes is left out.
 * @param root of the configuration; the folder `schemas/conformance` may be missing
 */
export function loadScenarios(root: string): {
  readonly scenarios: readonly Scenario[];
  readonly problems: readonly ConfigurationProblem[];
} {
  const scenarios: Scenario[] = [];
  const problems: ConfigurationProblem[] = [];
  const folder = join(root, 'schemas', 'conformance');
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.yaml')) : [];
  for (const name of names.sort()) {
    const source = new SourceFile(`schemas/conformance/${name}`, readFileSync(join(folder, name), 'utf8'));
    const { value, problems: mistakes } = checkConfiguration(source, obeysSchema());
    const found = [...mistakes, ...(value === undefined ? [] : mistakesIn(value, name, source, root))];
    problems.push(...found);
    if (value !== undefined && found.length === 0) scenarios.push(value);
  }
  return { scenarios, problems };
}

function mistakesIn(
  scenario: Scenario,
  name: string,
  source: SourceFile,
  root: string,
): ConfigurationProblem[] {
  const found: ConfigurationProblem[] = [];
  if (`${scenario.id}.yaml` !== name)
    found.push(
      source.problem(['id'], `文件应名为 ${scenario.id}.yaml`, `the file should be ${scenario.id}.yaml`),
    );
  const before = new Set<string>();
  for (const [index, { id, send, expect }] of scenario.steps.entries()) {
    const at = ['steps', index];
    found.push(
      ...mistakesInRole(scenario.role, { send, expect }).map(([zh, en]) => source.problem(at, zh, en)),
    );
    if (send?.sample !== undefined && !existsSync(join(root, 'schemas', 'conformance', send.sample)))
      found.push(source.problem(at, `没有样例文件 ${send.sample}`, `there is no sample ${send.sample}`));
    for (const step of stepsNamedIn(expect))
      if (!before.has(step))
        found.push(source.problem(at, `之前没有步骤“${step}”`, `there is no step "${step}" before`));
    const codes = [...(expect.issues ?? []).map(({ code }) => code), ...(expect.without ?? [])];
    for (const code of codes.filter((one) => !Object.hasOwn(issueTexts, one)))
      found.push(source.problem(at, `没有问题代码“${code}”`, `there is no issue code "${code}"`));
    if (before.has(id)) found.push(source.problem(at, `步骤“${id}”重复`, `there are two steps "${id}"`));
    before.add(id);
  }
  return found;
}

/** What only senders can show, and only receivers. */
const ofSenders = [
  'issues',
  'without',
  'acknowledgement',
  'canonical',
  'sameBytesAs',
  'otherBytesThan',
  'sameReferenceAs',
  'otherReferenceThan',
] as const;
const ofReceivers = ['confirmedWithin', 'acknowledged'] as const;

function mistakesInRole(
  role: Scenario['role'],
  { send, expect }: Pick<ScenarioStep, 'send' | 'expect'>,
): (readonly [string, string])[] {
  const isSender = role === 'sender';
  const foreign = (isSender ? ofReceivers : ofSenders).filter((check) => expect[check] !== undefined);
  const found = foreign.map(
    (check) => [`${role} 场景不能检查 ${check}`, `a scenario of a ${role} cannot check ${check}`] as const,
  );
  if (!isSender || send === undefined) return found;
  return [...found, ['只有 receiver 场景可有 send', 'only a scenario of a receiver has "send"']];
}

function stepsNamedIn(expect: Expectation): string[] {
  const { sameBytesAs, otherBytesThan, sameReferenceAs, otherReferenceThan, acknowledgement } = expect;
  const named = [sameBytesAs, otherBytesThan, sameReferenceAs, otherReferenceThan, acknowledgement?.sameAs];
  return named.filter((step) => step !== undefined);
}

/** Those that an agreement has to go through. */
export function scenariosFor(scenarios: readonly Scenario[], agreement: Agreement | Destination): Scenario[] {
  const fitting = scenarios.filter((scenario) => isFor(scenario, agreement));
  const particular = fitting.filter(({ applies }) => applies.otherwise !== true);
  return particular.length > 0 ? particular : fitting;
}

function isFor({ role, applies }: Scenario, agreement: Agreement | Destination): boolean {
  if ((role === 'sender') !== (agreement.direction === 'inbound')) return false;
  if (applies.schema !== undefined && applies.schema !== agreement.schema) return false;
  const seen =
    agreement.direction === 'inbound' ? agreement.recognise : { format: agreement.format, root: undefined };
  const message = 'message' in seen ? seen.message : agreement.schema.split('/').at(-1);
  return (
    (applies.format === undefined || applies.format === seen.format) &&
    (applies.root === undefined || applies.root === seen.root) &&
    (applies.message === undefined || applies.message === message)
  );
}
