/**
 * Loaded before a process of Bianzu (`node --import`): its clock is wrong by the milliseconds that the file FAULT_CLOCK has
 * in it, and jumps when the file changes.
 */
import { readFileSync } from 'node:fs';

const file = process.env.FAULT_CLOCK;
const lookEveryMs = 20;
const RealDate = Date;
let offsetMs = 0;
let lookedAtMs = 0;

function now() {
  const realMs = RealDate.now();
  if (Math.abs(realMs - lookedAtMs) >= lookEveryMs) {
    lookedAtMs = realMs;
    offsetMs = Number(readFileSync(file, 'utf8')) || 0;
  }
  return realMs + offsetMs;
}

class WrongDate extends RealDate {
  constructor(...args) {
    super(...(args.length === 0 ? [now()] : args));
  }

  static now() {
    return now();
  }
}

if (file !== undefined) {
  Object.defineProperty(WrongDate, 'name', { value: 'Date' });
  globalThis.Date = WrongDate;
}
