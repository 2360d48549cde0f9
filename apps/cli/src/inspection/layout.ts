import { shown } from '../terminal.js';

/** Chinese characters and their like take two cells of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;

export function cellsOf(text: string): number {
  return text.length + (text.match(wide)?.length ?? 0);
}

/** Filled with blanks up to so many cells. */
export function padded(text: string, cells: number): string {
  return text + ' '.repeat(Math.max(0, cells - cellsOf(text)));
}

/** Text from a message in lines of at most so many cells; words are kept together where there are such. */
export function wrapped(text: string, cells: number): string[] {
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const word of shown(text).match(/\s*[^\s]+\s*$|\s*[^\s]+/g) ?? ['']) {
    for (const piece of cellsOf(word) > cells ? [...word] : [word]) {
      const more = cellsOf(piece);
      if (width > 0 && width + more > cells) {
        lines.push(line);
        line = piece.trimStart();
        width = cellsOf(line);
      } else {
        line += piece;
        width += more;
      }
    }
  }
  return [...lines, line];
}
