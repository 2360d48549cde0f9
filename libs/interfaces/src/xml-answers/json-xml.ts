import { xmlElement, xmlNumber, xmlText } from './xml-text.js';

const namespace = 'http://www.w3.org/2005/xpath-functions';

/** Any JSON value as XML, in the vocabulary that XPath and XQuery have for it (Functions and Operators 3.1, 17.4). */
export function jsonXml(value: unknown): string {
  return element(value, ` xmlns="${namespace}"`);
}

function element(value: unknown, attributes: string): string {
  if (value === null) return xmlElement('null', '', attributes);
  switch (typeof value) {
    case 'string':
      return xmlElement('string', xmlText(value), attributes);
    case 'number':
      return xmlElement('number', xmlNumber(value), attributes);
    case 'boolean':
      return xmlElement('boolean', String(value), attributes);
  }
  if (Array.isArray(value))
    return xmlElement('array', value.map((item) => element(item, '')).join(''), attributes);
  const members = Object.entries(value as object).map(([name, member]) =>
    element(member, ` key="${xmlText(name)}"`),
  );
  return xmlElement('map', members.join(''), attributes);
}
