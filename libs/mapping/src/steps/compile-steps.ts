import type { Compilation } from '../compile/compilation.js';
import type { Step } from '../compile/compiled.js';
import type { FieldReader } from '../compile/read-fields.js';
import { compileApply } from './apply.js';
import { compileCode } from './code.js';
import { compileIdentifier } from './identifier.js';
import { compileNumber } from './number.js';
import { compileTable } from './table.js';
import { compileType } from './type.js';

/** The steps of a rule in their fixed order, whatever order the file has them in. */
export function compileSteps(fields: FieldReader, compilation: Compilation): Step[] {
  const steps: Step[] = [];
  const add = (step: Step | undefined): void => {
    if (step !== undefined) steps.push(step);
  };
  add(compileApply(fields, compilation));
  add(compileIdentifier(fields, compilation));
  add(compileTable(fields, compilation));
  add(compileCode(fields, compilation));
  add(compileType(fields, compilation));
  add(compileNumber(fields, compilation));
  return steps;
}
