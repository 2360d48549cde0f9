import type { Schema } from '../described-operations.js';

/** Texts that break a schema, each in one way, as they stand in a query. */
export function wrongTexts(schema: Schema): string[] {
  const { maximum, minimum, minLength = 0, maxLength, format } = schema;
  switch (typeOf(schema)) {
    case 'enum':
      return ['no-such-value', ''];
    case 'integer':
    case 'number':
      return [
        'x',
        '',
        ...(minimum === undefined ? [] : [String(minimum - 1)]),
        ...(maximum === undefined ? [] : [String(maximum + 1)]),
      ];
    case 'boolean':
      return ['perhaps'];
    case 'string':
      return [
        ...(minLength > 0 ? [''] : []),
        ...(maxLength === undefined ? [] : ['x'.repeat(maxLength + 1)]),
        ...(format === undefined ? [] : [`no ${format}`]),
        ...(schema.pattern === undefined ? [] : ['\0']),
      ];
    default:
      return [];
  }
}

/** JSON values that break a schema, each in one way. */
export function wrongValues(schema: Schema): unknown[] {
  const kind = typeOf(schema);
  if (kind === undefined) return [];
  if (kind === 'array') {
    const { minItems = 0, maxItems } = schema;
    const tooMany =
      maxItems === undefined ? [] : [Array.from({ length: maxItems + 1 }, (_, one) => `v${one}`)];
    return ['x', { a: 1 }, ...(minItems > 0 ? [[]] : []), ...tooMany];
  }
  if (kind === 'object') return [5, 'x', []];
  if (kind === 'integer' || kind === 'number') {
    const { minimum, maximum } = schema;
    return [
      'x',
      1.5,
      ...(minimum === undefined ? [] : [minimum - 1]),
      ...(maximum === undefined ? [] : [maximum + 1]),
    ];
  }
  const another = kind === 'boolean' ? 'perhaps' : 5;
  return [another, {}, ...(kind === 'string' || kind === 'enum' ? wrongTexts(schema) : [])];
}

/** Its values are of one type, or of a type and null. */
function typeOf({ type, enum: allowed, const: only }: Schema): string | undefined {
  if (allowed !== undefined || only !== undefined) return 'enum';
  return typeof type === 'string' ? type : type?.find((one) => one !== 'null');
}
