/**
 * Regular expressions of canonical schemas: the subset that means the same in JSON Schema (ECMA-262, flag u) and in XSD
 * 1.0 (part 2, appendix F): literals, classes, groups, alternatives and counts, anchored at both ends. `\d`, `\w`, `\s`
 * and `.` are not in it, because the two standards disagree about them.
 */
export interface Pattern {
  readonly alternatives: readonly (readonly Piece[])[];
}

export interface Piece {
  readonly atom: CharacterClass | Pattern;
  readonly min: number;
  /** Infinity for `*` and `+`. */
  readonly max: number;
}

export interface CharacterClass {
  readonly negated: boolean;
  /** Code points, both ends included. */
  readonly ranges: readonly (readonly [number, number])[];
}

/** @throws Error when the pattern leaves the subset */
export function parsePattern(text: string): Pattern {
  if (!text.startsWith('^') || !text.endsWith('$')) throw new Error(`the pattern ${text} is not anchored`);
  return new PatternReader(text.slice(1, -1)).read();
}

class PatternReader {
  private at = 0;
  private readonly characters: readonly string[];

  constructor(private readonly text: string) {
    this.characters = [...text];
  }

  read(): Pattern {
    const pattern = this.readAlternatives();
    if (this.at < this.characters.length) this.fail();
    return pattern;
  }

  private readAlternatives(): Pattern {
    const alternatives: Piece[][] = [];
    do {
      const pieces: Piece[] = [];
      while (this.at < this.characters.length && !'|)'.includes(this.characters[this.at]!))
        pieces.push(this.readPiece());
      alternatives.push(pieces);
    } while (this.take('|'));
    return { alternatives };
  }

  private readPiece(): Piece {
    const atom = this.readAtom();
    if (this.take('*')) return { atom, min: 0, max: Infinity };
    if (this.take('+')) return { atom, min: 1, max: Infinity };
    if (this.take('?')) return { atom, min: 0, max: 1 };
    if (!this.take('{')) return { atom, min: 1, max: 1 };
    const count = /^(\d+)(?:(,)(\d*))?\}/.exec(this.characters.slice(this.at).join(''));
    if (count === null) return this.fail();
    this.at += count[0].length;
    const min = Number(count[1]);
    if (count[2] === undefined) return { atom, min, max: min };
    return { atom, min, max: count[3] === '' ? Infinity : Number(count[3]) };
  }

  private readAtom(): CharacterClass | Pattern {
    if (this.take('[')) return this.readClass();
    if (this.take('(')) {
      if (this.characters[this.at] === '?') return this.fail();
      const group = this.readAlternatives();
      return this.take(')') ? group : this.fail();
    }
    if ('.^$*+?{}'.includes(this.characters[this.at]!)) return this.fail();
    const point = this.readCharacter();
    return { negated: false, ranges: [[point, point]] };
  }

  private readClass(): CharacterClass {
    const negated = this.take('^');
    const ranges: [number, number][] = [];
    while (!this.take(']')) {
      const from = this.readCharacter();
      const isRange = this.characters[this.at] === '-' && this.characters[this.at + 1] !== ']';
      if (isRange) this.at += 1;
      ranges.push([from, isRange ? this.readCharacter() : from]);
    }
    return { negated, ranges };
  }

  private readCharacter(): number {
    const character = this.characters[this.at++];
    if (character === undefined) return this.fail();
    if (character !== '\\') return character.codePointAt(0)!;
    const escaped = this.characters[this.at++] ?? '';
    if (escaped === 'u') {
      const code = this.characters.slice(this.at, this.at + 4).join('');
      this.at += 4;
      return /^[0-9a-fA-F]{4}$/.test(code) ? parseInt(code, 16) : this.fail();
    }
    return /^[0-9A-Za-z]?$/.test(escaped) ? this.fail() : escaped.codePointAt(0)!;
  }

  private take(character: string): boolean {
    if (this.characters[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private fail(): never {
    throw new Error(`the pattern ${this.text} leaves the subset at character ${this.at + 1}`);
  }
}
