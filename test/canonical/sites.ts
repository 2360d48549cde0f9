import type { Field, MessageModel, ObjectType } from '#libs/canonical';
import type { PlainValue } from '#libs/message';
import type { PlainObject } from './valid-instance.js';

/** A place in an instance: an object and one of the fields that its type has, whether it is filled or not. */
export interface Site {
  readonly owner: PlainObject;
  readonly field: Field;
}

/** All places of an instance, in document order. */
export function sitesOf(model: MessageModel, instance: PlainObject): Site[] {
  const sites: Site[] = [];
  const visit = (value: PlainValue, type: ObjectType): void => {
    const owner = value as PlainObject;
    for (const field of type.fields) {
      sites.push({ owner, field });
      const member = owner[field.name];
      if (member === undefined || field.type.kind !== 'object') continue;
      for (const one of Array.isArray(member) ? member : [member]) visit(one, field.type);
    }
  };
  visit(instance, model.root);
  return sites;
}
