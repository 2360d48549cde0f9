import type { ConfigurationProblem } from '#libs/message';
import { isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';

/** After these the rest mostly follows from them. */
const mostSyntaxErrors = 3;

export type KeyPath = readonly (string | number)[];

/** One of our own YAML or JSON files, with the line and column of everything in it; parsed when somebody asks for them. */
export class SourceFile {
  private readonly lines = new LineCounter();
  private parsed: Document | undefined;

  constructor(
    readonly file: string,
    private readonly text: string,
  ) {}

  private get document(): Document {
    const options = { lineCounter: this.lines, uniqueKeys: true, prettyErrors: false };
    return (this.parsed ??= parseDocument(this.text, options));
  }

  /** The plain value; only after `syntaxProblems` has been found empty. */
  value(): unknown {
    // An alias may not multiply into more than this many nodes.
    return this.document.toJS({ maxAliasCount: 100 });
  }

  syntaxProblems(): ConfigurationProblem[] {
    return this.document.errors.slice(0, mostSyntaxErrors).map((error) => {
      const { line, col } = this.lines.linePos(error.pos[0]);
      return {
        file: this.file,
        line,
        column: col,
        message: { zh: `YAML 语法错误：${error.message}`, en: `YAML syntax: ${error.message}` },
      };
    });
  }

  /** A problem at the node under this path, or at the nearest one above it. */
  problem(path: KeyPath, zh: string, en: string): ConfigurationProblem {
    for (let length = path.length; length >= 0; length -= 1) {
      const node = length === 0 ? this.document.contents : this.document.getIn(path.slice(0, length), true);
      const offset = (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
      if (offset !== undefined) return this.at(offset, zh, en);
    }
    return { file: this.file, message: { zh, en } };
  }

  /** A problem at the first key or value with this text. */
  problemAtText(text: string, zh: string, en: string): ConfigurationProblem {
    let offset: number | undefined;
    visit(this.document, {
      Scalar(_, node) {
        if (!isScalar(node) || node.value !== text) return undefined;
        offset = node.range?.[0];
        return visit.BREAK;
      },
    });
    return offset === undefined ? this.problem([], zh, en) : this.at(offset, zh, en);
  }

  private at(offset: number, zh: string, en: string): ConfigurationProblem {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line, column: col, message: { zh, en } };
  }
}
