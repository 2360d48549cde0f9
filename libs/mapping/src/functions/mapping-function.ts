/** Values of a function's parameters, checked against its declaration when the file is compiled. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

export interface Parameter {
  readonly type: 'text' | 'integer' | 'boolean';
  readonly zh: string;
  readonly en: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** Used when the file says nothing; a parameter without it must be given. */
  readonly default?: string | number | boolean;
}

/** A function's answer to an input that it cannot work with: what it would have needed. */
export class Refusal {
  constructor(readonly expected: string) {}
}

export type FunctionResult = string | undefined | Refusal;

interface Declaration {
  readonly name: string;
  readonly summary: { readonly zh: string; readonly en: string };
  readonly parameters: Readonly<Record<string, Parameter>>;
  /** The parameter that is meant when only a text or number is written: `{ stripPrefix: 'No.' }`. */
  readonly shorthand?: string;
}

/** One step of `apply`: text to text; `undefined` when nothing is left of it. */
export interface TextFunction extends Declaration {
  readonly kind: 'text';
  run(text: string, parameters: Parameters): FunctionResult;
  readonly examples: readonly TextExample[];
}

export interface TextExample {
  readonly with?: Parameters;
  readonly input: string;
  readonly output: string | undefined;
}

/** A source that makes one value of several: `sum`, `join`. */
export interface CombiningFunction extends Declaration {
  readonly kind: 'combining';
  /** What the inputs must be, and what the result is. */
  readonly inputs: 'decimal' | 'text' | 'nodes';
  readonly result: 'number' | 'string';
  /** Whether missing inputs are passed over, or make the whole result missing. */
  readonly missing: 'skipped' | 'decisive';
  run(inputs: readonly string[], parameters: Parameters): FunctionResult;
  readonly examples: readonly CombiningExample[];
}

export interface CombiningExample {
  readonly with?: Parameters;
  readonly inputs: readonly string[];
  readonly output: string | undefined;
}

export type MappingFunction = TextFunction | CombiningFunction;
