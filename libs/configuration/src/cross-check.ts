import { identifiers } from '#libs/base-data';
import { didYouMean } from '#libs/checked-yaml';
import { canonicalCharset, type Codec } from '#libs/codecs';
import type { ConfigurationProblem } from '#libs/message';
import type { Agreement, Destination, Partner } from '#libs/routing';
import type { Configuration } from './active-configuration.js';
import { asItIsProblems } from './as-it-is.js';

type Parts = Pick<Configuration, 'routing' | 'schemas' | 'mappings' | 'mapping' | 'canonical'>;

/** What each file says is checked when it is read; this checks that they fit together. */
export function crossCheck(
  parts: Parts,
  codecs: Readonly<Record<string, Codec | undefined>>,
): ConfigurationProblem[] {
  const agreements = parts.routing.partners.flatMap((partner) => partner.agreements);
  return [
    ...parts.routing.partners.flatMap(wrongCreditCode),
    ...agreements.flatMap((agreement) => agreementProblems(agreement, parts, codecs)),
    ...parts.routing.destinations.flatMap((destination) => {
      const file = `agreements/routes.yaml: ${destination.id}`;
      return [
        ...(parts.canonical(destination.mapping) === undefined
          ? missingMapping(file, destination.mapping, parts)
          : asItIsProblems(file, destination)),
        ...missingSchema(file, destination.schema, parts),
        ...(codecs[destination.format] === undefined ? [noCodec(file, destination.format)] : []),
        ...unusableCharset(file, destination),
      ];
    }),
  ];
}

function wrongCreditCode({ id, identifiers: { creditCode } }: Partner): ConfigurationProblem[] {
  if (creditCode === undefined || identifiers['credit-code'].check(creditCode).ok) return [];
  const message = {
    zh: `统一社会信用代码“${creditCode}”校验位不符。`,
    en: `the check digit of the credit code "${creditCode}" is wrong.`,
  };
  return [{ file: `agreements/${id}.yaml`, message }];
}

function agreementProblems(
  agreement: Agreement,
  parts: Parts,
  codecs: Readonly<Record<string, Codec | undefined>>,
): ConfigurationProblem[] {
  const file = `agreements/${agreement.partner}.yaml: ${agreement.id}`;
  const codec = codecs[agreement.recognise.format];
  const problems = missingSchema(file, agreement.schema, parts);
  if (codec === undefined) problems.push(noCodec(file, agreement.recognise.format));
  else if (agreement.batch && codec.split === undefined) {
    problems.push({
      file,
      message: { zh: `${codec.name} 不能按批拆分。`, en: `${codec.name} cannot be split into records.` },
    });
  }
  if (agreement.mappings.length === 0 && parts.canonical(agreement.schema) === undefined)
    problems.push(nothingToMap(file, agreement.schema));
  for (const name of agreement.mappings) {
    problems.push(...missingMapping(file, name, parts));
    const target = parts.mapping(name)?.to.schema;
    if (parts.mapping(name) === undefined || parts.canonical(target ?? '') !== undefined) continue;
    problems.push({
      file,
      message: {
        zh: `映射“${name}”的目标“${target ?? ''}”不是统一报文。`,
        en: `the target "${target ?? ''}" of the mapping "${name}" is not a canonical message.`,
      },
    });
  }
  return problems;
}

function nothingToMap(file: string, schema: string): ConfigurationProblem {
  const zh = `没有映射，而结构“${schema}”不是统一报文。`;
  const en = `there are no mappings, and the schema "${schema}" is not a canonical message.`;
  return { file, message: { zh, en } };
}

/** A separator of EDIFACT is one byte, whatever is beside it. */
function unusableCharset(file: string, { format, charset, edi }: Destination): ConfigurationProblem[] {
  const wanted = format === 'edifact' || format === 'x12' ? edi?.charset : charset;
  if (wanted === undefined) return [];
  const name = canonicalCharset(wanted);
  if (name !== undefined && !(format === 'edifact' && name.startsWith('utf-16'))) return [];
  const en = `${format} is not written in the charset "${wanted}".`;
  return [{ file, message: { zh: `${format} 不能用字符集“${wanted}”书写。`, en } }];
}

function missingMapping(file: string, name: string, parts: Parts): ConfigurationProblem[] {
  if (parts.mapping(name) !== undefined && parts.canonical(name) === undefined) return [];
  const meant = didYouMean(
    name,
    parts.mappings.map((mapping) => mapping.name),
  );
  return [
    {
      file,
      message: {
        zh: `没有映射“${name}”${meant === undefined ? '' : `，是否应为“${meant}”？`}`,
        en: `there is no mapping "${name}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
      },
    },
  ];
}

function missingSchema(file: string, schema: string, parts: Parts): ConfigurationProblem[] {
  if (parts.schemas.has(schema)) return [];
  return [{ file, message: { zh: `没有结构定义“${schema}”。`, en: `there is no schema "${schema}".` } }];
}

function noCodec(file: string, format: string): ConfigurationProblem {
  return {
    file,
    message: { zh: `没有格式“${format}”的编解码器。`, en: `there is no codec for "${format}".` },
  };
}
