import { plainForm } from './plain-form.js';

/** Longest first, so that 股份有限公司 does not leave 股份 behind. */
const chineseForm = /(?:有限责任公司|股份有限公司|有限公司|(?<![分子总])公司)$/u;
const latinForm =
  /[\s,.]+(?:(?:COMPANY|CO)[\s,.]+(?:LIMITED|LTD)|LIMITED|LTD|INCORPORATED|INC|CORPORATION|CORP|LLC|GMBH)[\s.]*$/;
const punctuation = /[\s\p{P}\p{S}]/gu;

/**
 * The core of a company name, in the form in which two names are compared: half-width, upper case, without blanks,
 * brackets and punctuation (what stands in brackets stays), without the legal form at its end. `中铁（北京）物流有限责任公司` and
 * `中铁北京物流有限公司` have the same core; a branch `…分公司` keeps its name. Empty when there is no letter or digit in it.
 */
export function normaliseCompanyName(name: string): string {
  const plain = plainForm(name);
  const whole = plain.replace(punctuation, '');
  const core = plain.replace(latinForm, '').replace(punctuation, '').replace(chineseForm, '');
  return core === '' ? whole : core;
}
