import type { ScenarioReport } from '#libs/conformance';
import type { Language } from '#libs/message';
import { shown } from '../terminal.js';

const stateWords = {
  passed: { zh: '通过', en: 'passed' },
  failed: { zh: '未通过', en: 'failed' },
  waiting: { zh: '等待', en: 'waiting' },
} as const;
const verdictWords = {
  conformant: { zh: '符合', en: 'conformant' },
  partly: { zh: '部分符合', en: 'partly' },
  not: { zh: '不符合', en: 'not' },
} as const;

/** Each scenario as a table of its steps, with what is wrong below the step. */
export function reportLines(reports: readonly ScenarioReport[], language: Language): string[] {
  return reports.flatMap(({ id, title, verdict, steps }) => [
    `${id}  ${title[language]}: ${verdictWords[verdict][language]}`,
    ...steps.flatMap((step) => [
      `  ${stateWords[step.state][language].padEnd(8)}  ${step.id.padEnd(20)}  ${step.title[language]}${
        step.evidence === undefined ? '' : `  (${shown(step.evidence)})`
      }`,
      ...step.checks
        .filter(({ passed }) => !passed)
        .map(({ check, reason }) => `            ${check}: ${shown(reason?.[language] ?? '')}`),
      ...(step.state === 'waiting' ? [`            ${shown((step.note ?? step.do)[language])}`] : []),
    ]),
  ]);
}
