/** The known word closest to a mistyped one, when it is close enough to have been meant. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3));
  let best: string | undefined;
  let bestDistance = most + 1;
  for (const candidate of known) {
    if (candidate === word || Math.abs(candidate.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Letters added, left out, replaced, or swapped with their neighbour. */
function editDistance(left: string, right: string): number {
  let twoAbove: number[] = [];
  let above = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const changed = above[column - 1]! + (left[row - 1] === right[column - 1] ? 0 : 1);
      let least = Math.min(changed, above[column]! + 1, line[column - 1]! + 1);
      const isSwapped =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwapped) least = Math.min(least, twoAbove[column - 2]! + 1);
      line.push(least);
    }
    [twoAbove, above] = [above, line];
  }
  return above[right.length]!;
}
