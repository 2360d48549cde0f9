import type { Field, FieldType, MessageModel, ScalarType } from '#libs/canonical';
import type { PlainValue } from '#libs/message';
import { samplePattern } from './pattern-sample.js';
import type { Random } from './random.js';

export type PlainObject = { [name: string]: PlainValue };

/** An instance that the model accepts, of any size between the least and a good deal. */
export function validInstance(model: MessageModel, random: Random): PlainObject {
  return instanceOf(model.root, random) as PlainObject;
}

export function instanceOf(type: FieldType, random: Random): PlainValue {
  if (type.kind !== 'object') return scalarOf(type, random);
  const fullness = random.next();
  const instance: PlainObject = {};
  for (const field of type.fields)
    if (field.required || random.next() < fullness) instance[field.name] = valueOf(field, random);
  return instance;
}

function valueOf({ many, type }: Field, random: Random): PlainValue {
  if (many === undefined) return instanceOf(type, random);
  const length = random.between(many.min, Math.min(many.max, many.min + 2));
  return Array.from({ length }, () => instanceOf(type, random));
}

function scalarOf(type: ScalarType, random: Random): PlainValue {
  switch (type.kind) {
    case 'boolean':
      return random.next() < 0.5;
    case 'integer':
    case 'number':
      return numberOf(type, random);
    case 'string':
      return type.enum === undefined ? textOf(type, random) : random.pick(type.enum);
  }
}

function textOf({ pattern, minLength = 0, maxLength = Infinity }: ScalarType, random: Random): string {
  if (pattern === undefined)
    throw new Error('every text of a canonical message has a pattern or an enumeration');
  for (;;) {
    const text = samplePattern(pattern, random);
    const length = [...text].length;
    if (length >= minLength && length <= maxLength) return text;
  }
}

/** Mostly numbers of everyday size, with as many digits after the point as are allowed. */
function numberOf({ minimum = 0, maximum = 0, fractionDigits = 0 }: ScalarType, random: Random): number {
  const digits = random.between(0, fractionDigits);
  const highest = Math.min(maximum, random.next() < 0.8 ? 10_000 : maximum);
  const scale = 10 ** digits;
  return random.between(Math.ceil(minimum * scale), Math.floor(highest * scale)) / scale;
}
