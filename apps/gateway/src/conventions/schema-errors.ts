import type { ErrorObject } from 'ajv';
import { faultWords, type FaultWords } from '../problem.js';

/** One thing that is wrong with a request; `errors` of a problem answer has all of them. */
export interface RequestError extends FaultWords {
  /** JSON pointer into the request body (RFC 6901), as a URI fragment. */
  readonly pointer?: string;
  /** Name of the query parameter or header field. */
  readonly parameter?: string;
}

/** All errors that a check of a request body has found, each with the place that it is about. */
export function bodyErrors(errors: readonly ErrorObject[]): RequestError[] {
  return errors.map((error) => ({ pointer: `#${encodeURI(placeOf(error))}`, ...wordsOf(error) }));
}

/** The same of query parameters. */
export function queryErrors(
  errors: readonly ErrorObject[],
): (RequestError & { readonly parameter: string })[] {
  return errors.map((error) => ({
    parameter: placeOf(error).split('/')[1] ?? '',
    ...wordsOf(error),
  }));
}

/** A member that is missing or too much is named itself, not the object that it is missing in. */
function placeOf({ instancePath, params }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  const member = missingProperty ?? additionalProperty;
  return member === undefined
    ? instancePath
    : `${instancePath}/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

const chinese: Readonly<Record<string, (params: Record<string, unknown>) => string>> = {
  required: () => '缺少此项。',
  additionalProperties: () => '没有此项。',
  type: ({ type }) => `类型应为 ${String(type)}。`,
  enum: ({ allowedValues }) => `应为以下之一：${(allowedValues as unknown[]).join('、')}。`,
  pattern: ({ pattern }) => `应符合 ${String(pattern)}。`,
  format: ({ format }) => `格式应为 ${String(format)}。`,
  minimum: ({ limit }) => `不小于 ${String(limit)}。`,
  maximum: ({ limit }) => `不大于 ${String(limit)}。`,
  minLength: ({ limit }) => `不少于 ${String(limit)} 个字符。`,
  maxLength: ({ limit }) => `不多于 ${String(limit)} 个字符。`,
  minItems: ({ limit }) => `不少于 ${String(limit)} 项。`,
  maxItems: ({ limit }) => `不多于 ${String(limit)} 项。`,
};

function wordsOf({ keyword, params, message }: ErrorObject): FaultWords {
  const allowed = keyword === 'enum' ? ` (${(params.allowedValues as unknown[]).join(', ')})` : '';
  return faultWords(chinese[keyword]?.(params) ?? '内容有误。', `${message ?? 'is wrong'}${allowed}`);
}
