import type { PlainValue } from '#libs/message';
import { durationMs, type BilingualText } from '#libs/routing';
import type { Evidence } from './evidence.js';
import type { CanonicalCheck, Expectation } from './scenario.js';

/** One thing that is looked at, and what is wrong with it. */
export interface CheckResult {
  /** `state`, `issue reference-conflict`, `canonical transport-order/orderNumber` */
  readonly check: string;
  readonly passed: boolean;
  readonly reason?: BilingualText;
}

type Before = (step: string) => Evidence | undefined;

/** Holds one message against what a step expects; every check is told, also those that hold. */
export function checkStep(expect: Expectation, seen: Evidence, before: Before): CheckResult[] {
  const results: CheckResult[] = [];
  const add = (check: string, passed: boolean, zh: string, en: string): void => {
    results.push(passed ? { check, passed } : { check, passed, reason: { zh, en } });
  };
  const { state, issues = [], without = [], canonical = [] } = expect;
  const codes = [...new Set(seen.issues.map(({ code }) => code))].join(', ') || '-';
  if (state !== undefined)
    add(
      'state',
      seen.state === state,
      `应为 ${state}，实为 ${seen.state}（${codes}）`,
      `${state} was expected, it is ${seen.state} (${codes})`,
    );
  for (const { code, path } of issues) {
    const isTold = seen.issues.some(
      (one) => one.code === code && (path === undefined || isAt(one.path, path)),
    );
    const place = path ?? '';
    add(
      `issue ${code}`,
      isTold,
      `应指出 ${code} ${place}，实际：${codes}`,
      `${code} ${place} was expected; told were ${codes}`,
    );
  }
  for (const code of without)
    add(
      `without ${code}`,
      !seen.issues.some((one) => one.code === code),
      `不应有 ${code}`,
      `${code} should not occur`,
    );
  for (const one of canonical) {
    const found = seen.canonicals
      .filter(({ type }) => type === one.type)
      .map(({ value }) => at(value, one.at));
    add(`canonical ${one.type}${one.at}`, holds(one, found), `值为 ${shown(found)}`, `it is ${shown(found)}`);
  }
  results.push(
    ...compared(expect, seen, before),
    ...answered(expect, seen, before),
    ...confirmed(expect, seen),
    ...acknowledged(expect, seen),
  );
  return results;
}

/** Paths name elements with and without positions: `/KHDD/HWXX[1]/ZL` is at `/KHDD/HWXX/ZL`. */
function isAt(path: string | undefined, wanted: string): boolean {
  const plain = path?.replaceAll(/\[\d+\]/g, '');
  return path === wanted || plain === wanted || plain?.endsWith(`/${wanted}`) === true;
}

function holds({ value }: CanonicalCheck, found: readonly (PlainValue | undefined)[]): boolean {
  return found.some((one) => (value === undefined ? one !== undefined : one === value));
}

function at(value: PlainValue | undefined, pointer: string): PlainValue | undefined {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (node, step) =>
        typeof node === 'object' && node !== null && Object.hasOwn(node, step)
          ? (node as Record<string, unknown>)[step]
          : undefined,
      value,
    ) as PlainValue | undefined;
}

function shown(found: readonly (PlainValue | undefined)[]): string {
  return found.length === 0
    ? '-'
    : found
        .map((one) => JSON.stringify(one) ?? '-')
        .join(', ')
        .slice(0, 200);
}

function compared(expect: Expectation, seen: Evidence, before: Before): CheckResult[] {
  const { sameBytesAs, otherBytesThan, sameReferenceAs, otherReferenceThan } = expect;
  const result = (check: string, passed: boolean, zh: string, en: string): CheckResult =>
    passed ? { check, passed } : { check, passed, reason: { zh, en } };
  const isSame = (step: string): boolean => before(step)?.sha256 === seen.sha256;
  const hasSame = (step: string): boolean =>
    seen.references.some((one) => before(step)?.references.includes(one) === true);
  const rows: [string, string | undefined, (step: string) => boolean, string, string][] = [
    ['same-bytes', sameBytesAs, isSame, '内容应与该步骤完全相同', 'the bytes should be those of'],
    [
      'other-bytes',
      otherBytesThan,
      (step) => !isSame(step),
      '内容不应与该步骤相同',
      'the bytes should not be those of',
    ],
    ['same-reference', sameReferenceAs, hasSame, '业务编号应与该步骤相同', 'the reference should be that of'],
    [
      'other-reference',
      otherReferenceThan,
      (step) => !hasSame(step),
      '业务编号不应与该步骤相同',
      'the reference should not be that of',
    ],
  ];
  return rows.flatMap(([check, step, passes, zh, en]) =>
    step === undefined ? [] : [result(`${check} ${step}`, passes(step), `${zh}：${step}`, `${en} ${step}`)],
  );
}

function answered({ acknowledgement }: Expectation, seen: Evidence, before: Before): CheckResult[] {
  if (acknowledgement === undefined) return [];
  const { contains, sameAs, within } = acknowledgement;
  const texts = seen.answers.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
  const results: CheckResult[] = [];
  const add = (check: string, passed: boolean, zh: string, en: string): void => {
    results.push(passed ? { check, passed } : { check, passed, reason: { zh, en } });
  };
  // the same answers as before may be none: not every partner wants some
  if (contains !== undefined || sameAs === undefined) {
    const words = contains ?? [];
    const wanted = words.map((one) => Buffer.from(one).toString('latin1'));
    const isThere = texts.some((one) => wanted.every((word) => one.includes(word)));
    add(
      'acknowledgement',
      isThere,
      `没有含 ${words.join(' ')} 的回执`,
      `no answer has ${words.join(' ') || 'anything'} in it`,
    );
  }
  if (sameAs !== undefined) {
    const first = before(sameAs)?.answers.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
    add(
      `same-answer ${sameAs}`,
      first?.join() === texts.join(),
      `回执应与 ${sameAs} 的相同`,
      `the answers should be those of ${sameAs}`,
    );
  }
  if (within !== undefined) {
    const late = seen.answers.filter(({ afterMs = 0 }) => afterMs > durationMs(within));
    add('answer-within', late.length === 0, `回执晚于 ${within}`, `an answer came later than ${within}`);
  }
  return results;
}

function confirmed({ confirmedWithin }: Expectation, { confirmedAfterMs }: Evidence): CheckResult[] {
  if (confirmedWithin === undefined) return [];
  const check = 'confirmed-within';
  const passed = confirmedAfterMs !== undefined && confirmedAfterMs <= durationMs(confirmedWithin);
  const reason = {
    zh: `未在 ${confirmedWithin} 内确认`,
    en: `it was not confirmed within ${confirmedWithin}`,
  };
  return [passed ? { check, passed } : { check, passed, reason }];
}

/** Where nothing is agreed nothing is looked at, unless the scenario itself sets a time. */
function acknowledged({ acknowledged: wanted }: Expectation, seen: Evidence): CheckResult[] {
  const found = seen.acknowledged;
  if (wanted === undefined || (found === undefined && wanted.within === undefined)) return [];
  const { verdict, by, within } = wanted;
  const { verdict: told = 'waiting', forms = [], afterMs, agreedMs = 0 } = found ?? {};
  const limitMs = within === undefined ? agreedMs : durationMs(within);
  const inTime = within ?? `${Math.round(agreedMs / 1_000)} s`;
  const came = forms.join(', ') || '-';
  const isIt = told === verdict || (verdict === 'accepted' && told === 'received');
  const rows: [string, boolean, string, string][] = [
    [
      'acknowledged',
      isIt,
      `应确认为 ${verdict}，实为 ${told}（${came}）`,
      `${verdict} was to be acknowledged, it is ${told} (${came})`,
    ],
    [
      'acknowledged-within',
      afterMs !== undefined && afterMs <= limitMs,
      `未在 ${inTime} 内确认`,
      `it was not acknowledged within ${inTime}`,
    ],
  ];
  if (by !== undefined)
    rows.push([
      'acknowledged-by',
      forms.some((form) => by.includes(form)),
      `应以 ${by.join('、')} 确认，收到：${came}`,
      `${by.join(' or ')} was expected; there came ${came}`,
    ]);
  return rows.map(([check, passed, zh, en]) =>
    passed ? { check, passed } : { check, passed, reason: { zh, en } },
  );
}
