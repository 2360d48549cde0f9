import { join } from 'node:path';
import { loadAnswers, type MessageModel } from '#libs/canonical';
import type { PlainValue } from '#libs/message';
import { programFolder } from '../documentation/program-folder.js';
import { bytesOf, type CanonicalMediaType } from '../orders/canonical-form.js';

const schema = 'interfaces/answers/consignment-course/1';
let model: MessageModel | undefined;

/** A course in JSON or XML, both by the one definition in `schemas/interfaces/answers`. */
export function courseBytes(view: object, mediaType: CanonicalMediaType): Uint8Array {
  // as JSON says it: what is undefined is not there
  const value = JSON.parse(JSON.stringify(view)) as PlainValue;
  return bytesOf(value, mediaType, modelOfCourses);
}

function modelOfCourses(): MessageModel {
  model ??= loadAnswers(join(programFolder(), 'schemas')).get(schema);
  if (model === undefined) throw new Error(`there is no ${schema}`);
  return model;
}
