import type { ConfigurationProblem } from '#libs/message';
import type { Partner } from './agreement.js';
import { connectionProblems, type PlacedDestination } from './connection-problems.js';
import type { InterchangeSyntax } from './interchange-syntax.js';

/** What the schema of destinations cannot say: how they are reached, and what is special about those that get EDI. */
export function destinationProblems(
  placed: PlacedDestination,
  partners: readonly Partner[],
): ConfigurationProblem[] {
  const partner = partners.find(({ id }) => id === placed.part.partner);
  return [...connectionProblems(placed, partner), ...ediProblems(placed, partner)];
}

function ediProblems(
  { part: { format, schema, edi }, at, source }: PlacedDestination,
  partner: Partner | undefined,
): ConfigurationProblem[] {
  if (format !== 'edifact' && format !== 'x12') {
    if (edi === undefined) return [];
    const en = `"edi" is for edifact and x12, not for ${format}`;
    return [source.problem([...at, 'edi'], `edi 仅用于 edifact 与 x12，不用于 ${format}`, en)];
  }
  const problems: ConfigurationProblem[] = [];
  if (partner !== undefined && partner.edi === undefined) {
    const en = `the partner ${partner.id} has no part "edi" that says who it is in an interchange`;
    problems.push(
      source.problem([...at, 'partner'], `合作方 ${partner.id} 没有 edi，无法写交换的收发方`, en),
    );
  }
  if (!schema.startsWith(`${format}/`)) {
    const en = `a destination of format ${format} needs a schema under ${format}/`;
    problems.push(source.problem([...at, 'schema'], `格式 ${format} 的 schema 应在 ${format}/ 下`, en));
  }
  const mistake = syntaxMistake(format, edi ?? {});
  if (mistake !== undefined) problems.push(source.problem([...at, 'edi'], mistake.zh, mistake.en));
  return problems;
}

const x12Charsets = ['us-ascii', 'utf-8', 'iso-8859-1'];

function syntaxMistake(
  format: 'edifact' | 'x12',
  { version, level, charset, decimalMark, separators = {} }: InterchangeSyntax,
): { zh: string; en: string } | undefined {
  const isX12 = format === 'x12';
  if (version !== undefined && isX12 !== version.length > 1)
    return { zh: `${format} 没有版本“${version}”`, en: `${format} has no version "${version}"` };
  if (isX12 && (level !== undefined || decimalMark !== undefined || separators.release !== undefined)) {
    return {
      zh: 'level、decimalMark、release 仅用于 edifact',
      en: 'level, decimalMark and release are for edifact',
    };
  }
  if (isX12 && charset !== undefined && !x12Charsets.includes(charset))
    return {
      zh: `x12 的 charset 可为 ${x12Charsets.join('、')}`,
      en: `the charset of x12 is one of ${x12Charsets.join(', ')}`,
    };
  const usual = isX12
    ? { segment: '~', element: '*', component: ':', repetition: '^' }
    : { segment: "'", element: '+', component: ':', repetition: '*', release: '?' };
  const signs = Object.values({ ...usual, ...separators });
  if (new Set(signs).size === signs.length) return undefined;
  return { zh: '分隔符有重复', en: 'a separator has two uses' };
}
