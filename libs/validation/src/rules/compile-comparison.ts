import type { KeyPath } from '#libs/checked-yaml';
import type { DocumentNode } from '#libs/message';
import type { Decimal } from 'decimal.js';
import type { DateFormat } from '../dates/date-format.js';
import { isPresent, textOf, type Condition, type Evaluation } from './evaluation.js';
import { Exact, isDecimal } from '../exact-decimal.js';
import type { PartCompiler } from '../configuration/part-compiler.js';
import type { ComparisonName, ConditionEntry, Operand } from './rules-file.js';
import { comparisonNames } from './rules-schema.js';

type Comparison = Extract<ConditionEntry, { as?: string }>;
/** Undefined when there is nothing to compare: the value is absent, or has no such form, which other checks tell. */
type Comparable = Decimal | string | undefined;
type Read = (evaluation: Evaluation) => Comparable;

const verdicts: Readonly<Record<ComparisonName, (order: number) => boolean>> = {
  eq: (order) => order === 0,
  ne: (order) => order !== 0,
  lt: (order) => order < 0,
  le: (order) => order <= 0,
  gt: (order) => order > 0,
  ge: (order) => order >= 0,
};

/** Compares two operands as decimals, dates or texts; holds when one of them is not there. */
export function compileComparison(entry: Comparison, at: KeyPath, compiler: PartCompiler): Condition {
  const name = comparisonNames.find((one) => one in entry)!;
  const kind = entry.as ?? (entry.format === undefined ? 'decimal' : 'date');
  if (kind !== 'date' && entry.format !== undefined) {
    compiler.fail([...at, 'format'], '“format”只用于日期比较', '"format" is for comparing as date only');
  }
  const format = compiler.dateFormat(entry.format ?? 'iso', [...at, 'format']);
  const [left, right] = entry[name]!.map((operand, index) =>
    compileOperand(operand, { kind, format, at: [...at, name, index], compiler }),
  ) as [Read, Read];
  const verdict = verdicts[name];
  return (evaluation) => {
    const [one, other] = [left(evaluation), right(evaluation)];
    return one === undefined || other === undefined || verdict(compare(one, other));
  };
}

function compare(left: Decimal | string, right: Decimal | string): number {
  if (typeof left !== 'string') return left.comparedTo(right);
  if (left === right) return 0;
  return left < String(right) ? -1 : 1;
}

interface OperandContext {
  readonly kind: 'decimal' | 'date' | 'text';
  readonly format: DateFormat;
  readonly at: KeyPath;
  readonly compiler: PartCompiler;
}

function compileOperand(operand: Operand, context: OperandContext): Read {
  const { kind, at, compiler } = context;
  if (typeof operand === 'string') {
    const path = compiler.path(operand, at);
    return (evaluation) => {
      const node = path.select(evaluation.node).find(isPresent);
      return node === undefined ? undefined : readNode(node, context, evaluation);
    };
  }
  if ('value' in operand) return constant(String(operand.value), context);
  if (kind !== 'decimal') {
    compiler.fail(at, 'count 与 sum 只能按数值比较', 'count and sum are compared as decimal only');
  }
  if ('count' in operand) {
    const path = compiler.path(operand.count, [...at, 'count']);
    return ({ node }) => new Exact(path.select(node).filter(isPresent).length);
  }
  const path = compiler.path(operand.sum, [...at, 'sum']);
  return ({ node }) => sum(path.select(node).filter(isPresent));
}

/** Undefined when one of the values is no number. */
function sum(nodes: readonly DocumentNode[]): Decimal | undefined {
  let total = new Exact(0);
  for (const node of nodes) {
    const text = textOf(node);
    if (!isDecimal(text)) return undefined;
    total = total.plus(text);
  }
  return total;
}

function readNode(node: DocumentNode, { kind, format }: OperandContext, evaluation: Evaluation): Comparable {
  const text = textOf(node);
  if (kind === 'text') return text;
  if (kind === 'decimal') return isDecimal(text) ? new Exact(text) : undefined;
  const reading = format.read(text);
  if (reading.kind === 'impossible')
    evaluation.reporter.report('date-impossible', node, { expected: format.text });
  return reading.kind === 'moment' ? new Exact(reading.epochMs) : undefined;
}

function constant(text: string, { kind, format, at, compiler }: OperandContext): Read {
  if (kind === 'text') return () => text;
  const reading = kind === 'date' ? format.read(text) : undefined;
  const isWrong = kind === 'date' ? reading?.kind !== 'moment' : !isDecimal(text);
  if (isWrong) {
    const wanted = kind === 'date' ? format.text : 'decimal';
    compiler.fail(at, `“${text}”不是 ${wanted}`, `"${text}" is no ${wanted}`);
    return () => undefined;
  }
  const value = new Exact(reading?.kind === 'moment' ? reading.epochMs : text);
  return () => value;
}
