/** Numbers below a limit, the same for the same seed (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed | 0;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** The beginnings of a file: every length up to `everyUpTo`, then so many others. */
export function* beginnings(
  bytes: Uint8Array,
  everyUpTo: number,
  samples: number,
  random: (below: number) => number,
): Generator<Uint8Array> {
  const every = Math.min(bytes.length, everyUpTo);
  for (let length = 0; length < every; length++) yield bytes.subarray(0, length);
  if (bytes.length <= every) return;
  for (let sample = 0; sample < samples; sample++) {
    yield bytes.subarray(0, every + random(bytes.length - every));
  }
}

/** What separators, headers and trailers are made of does the most harm. */
const harmful = [
  "'",
  '+',
  ':',
  '?',
  '*',
  '~',
  '>',
  '^',
  '\0',
  '\r',
  '\n',
  ' ',
  '\x1d',
  'UNB+',
  'UNH+',
  'UNT+',
  'UNZ+',
  'UNA',
  'ISA*',
  'GS*',
  'ST*',
  'SE*',
  'IEA*',
];

/** A copy with some bytes changed, taken out, put in or doubled. */
export function damaged(bytes: Uint8Array, random: (below: number) => number): Uint8Array {
  let result = Buffer.from(bytes);
  for (let change = 0; change <= random(4); change++) {
    const at = random(result.length + 1);
    const length = 1 + random(random(4) === 0 ? 200 : 4);
    result = Buffer.concat([result.subarray(0, at), ...replacement(result, at, length, random)]);
  }
  return result;
}

/** What stands from `at` on, after one change. */
function replacement(
  bytes: Buffer,
  at: number,
  length: number,
  random: (below: number) => number,
): Uint8Array[] {
  const rest = bytes.subarray(at + length);
  switch (random(5)) {
    case 0:
      return [Buffer.from(Array.from({ length }, () => random(256))), rest];
    case 1:
      return [rest];
    case 2:
      return [Buffer.from(harmful[random(harmful.length)]!, 'latin1'), bytes.subarray(at)];
    case 3:
      return [bytes.subarray(at, at + length), bytes.subarray(at)];
    default:
      return [Buffer.from(harmful[random(harmful.length)]!, 'latin1'), rest];
  }
}
