/**
 * The XML form of what the service interfaces answer. It has no definition of its own: the schemas of the OpenAPI document that say
 * what an answer is in JSON, and name its root by `xml` with our namespace, are read into an `AnswerModel`; from that come the XML of an answer,
 * and the XSD of all of them. Members become elements of their names, in the order of the schema; a list its elements one after
 * the other; what is null, and a list that is empty, nothing.
 */
export interface AnswerModel {
  /** Name of the root element. */
  readonly root: string;
  readonly type: ObjectType;
}

export const answersNamespace = 'urn:bianzu:interfaces:answers:1';

export interface ObjectType {
  readonly kind: 'object';
  /** Of the component that it is; undefined when it has no name of its own. */
  readonly name?: string;
  readonly fields: readonly AnswerField[];
}

export interface AnswerField {
  readonly name: string;
  /** Always there, and never null or an empty list. */
  readonly required: boolean;
  readonly many: boolean;
  readonly type: AnswerType;
}

export type AnswerType =
  | ObjectType
  | { readonly kind: 'value'; readonly xsd: ValueName; readonly words?: readonly string[] }
  /** Members of any name: `entry` elements that have the name as attribute. */
  | { readonly kind: 'map'; readonly of: AnswerType }
  /** A canonical message: in its own XML form, by `type` and `version` of the object that it stands in. */
  | { readonly kind: 'canonical' }
  /** Whatever a source system says: in the XML form of JSON of XPath 3.1 (17.4.1). */
  | { readonly kind: 'any' };

export type ValueName = 'string' | 'dateTime' | 'date' | 'integer' | 'decimal' | 'boolean';
