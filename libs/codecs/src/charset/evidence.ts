import iconv from 'iconv-lite';

/** How much of a text looks like real Chinese rather than like another charset read wrongly. */
export interface Evidence {
  /** Characters outside ASCII. */
  readonly foreign: number;
  /** Of them, those that could not be decoded. */
  readonly replaced: number;
  /** 0 to 1: everyday characters (GB 2312 level 1, punctuation, full-width forms) count full, other GB 2312 half. */
  readonly everyday: number;
}

let weights: Uint8Array | undefined;

/** GB 2312 is ordered by use: rows B0-D7 are the 3,755 everyday characters, D8-F7 the rarer ones. */
function characterWeights(): Uint8Array {
  if (weights !== undefined) return weights;
  weights = new Uint8Array(0x10000);
  for (let lead = 0xa1; lead <= 0xf7; lead++) {
    const everyday = lead === 0xa1 || lead === 0xa3 || (lead >= 0xb0 && lead <= 0xd7);
    for (let trail = 0xa1; trail <= 0xfe; trail++) {
      const code = iconv.decode(Buffer.from([lead, trail]), 'gbk').charCodeAt(0);
      if (code !== 0xfffd && code >= 0x80) weights[code] = everyday ? 2 : 1;
    }
  }
  return weights;
}

export function weighEvidence(text: string): Evidence {
  const weight = characterWeights();
  let foreign = 0;
  let replaced = 0;
  let sum = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    foreign++;
    if (code === 0xfffd) replaced++;
    else sum += weight[code]!;
  }
  return { foreign, replaced, everyday: foreign === 0 ? 0 : sum / 2 / foreign };
}
