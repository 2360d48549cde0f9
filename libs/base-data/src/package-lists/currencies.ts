import currencyCodes from 'currency-codes';
import { CodeTable } from '../code-lists/code-table.js';

/** ISO 4217: three-letter codes with `numeric` and the number of `digits` after the point. */
export function currencies(): CodeTable {
  const chinese = new Intl.DisplayNames('zh-CN', { type: 'currency' });
  const definition = {
    name: 'currencies',
    package: 'currency-codes',
    zh: '货币',
    en: 'Currencies',
    source: 'ISO 4217, npm package currency-codes; Chinese names of the Unicode CLDR',
    sourceDate: currencyCodes.publishDate,
    version: currencyCodes.publishDate,
    validity: 'as of the package; withdrawn codes are not kept',
    columns: {
      numeric: { zh: '数字代码', en: 'numeric code' },
      digits: { zh: '小数位数', en: 'digits after the point' },
    },
  };
  const entries = currencyCodes.data.map((record) => ({
    code: record.code,
    zh: chinese.of(record.code) ?? record.currency,
    en: record.currency,
    attributes: { numeric: record.number, digits: String(record.digits) },
  }));
  return new CodeTable(definition, entries);
}
