/**
 * The canonical messages 统一报文 as the program sees them. Their one definition is the JSON Schema under
 * `schemas/canonical/<message>/<version>.schema.json`; only a subset of JSON Schema is used, the one that XSD 1.0 can say
 * too, so that the JSON and the XML form of a message accept and refuse the same. A `MessageModel` is such a schema with
 * its references followed: from it come the XSD, the TypeScript types, the reference pages, and the conversion between
 * the two forms.
 */
export interface MessageModel {
  /** The folder under `schemas/canonical`, for example `transport-order`. */
  readonly name: string;
  readonly version: string;
  readonly xmlRoot: string;
  readonly xmlNamespace: string;
  /** Present when the message is kept as a business record of the customers that it names. */
  readonly record?: RecordDeclaration;
  /** Where the business keys stand that the message is found by; paths of the path language. */
  readonly keys: readonly { readonly type: string; readonly path: string }[];
  readonly root: ObjectType;
}

export interface RecordDeclaration {
  readonly kind: string;
  /** Path of the record's number in its system. */
  readonly number: string;
  /** Path of the moment at which the record held. */
  readonly asOf: string;
  readonly parties: readonly { readonly path: string; readonly role: string }[];
}

export interface ObjectType {
  readonly kind: 'object';
  /** The component that it is, for example `TradeParty`; undefined when it has no name of its own. */
  readonly typeName?: string;
  readonly texts: Texts;
  /** In the order of the XML form. */
  readonly fields: readonly Field[];
}

export interface Field {
  readonly name: string;
  readonly required: boolean;
  /** How often it may occur, when it is an array. */
  readonly many?: { readonly min: number; readonly max: number };
  readonly type: FieldType;
  readonly texts: Texts;
  readonly unit?: string;
  readonly codeList?: string;
  readonly identifier?: string;
  /** Where the value stands elsewhere: by `edifact` (segment and element) and by `95306` (name of the field). */
  readonly source: Readonly<Record<string, string>>;
}

export type FieldType = ObjectType | ScalarType;

export interface ScalarType {
  readonly kind: 'string' | 'number' | 'integer' | 'boolean';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minLength?: number;
  /** In characters (code points). */
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly fractionDigits?: number;
  /** The component that it narrows or is, for example `Date`. */
  readonly component?: { readonly typeName: string; readonly type: ScalarType; readonly texts: Texts };
}

export interface Texts {
  readonly title: string;
  readonly description: string;
  readonly zh: { readonly title: string; readonly description: string };
}
