import { readFileSync } from 'node:fs';

/** A fenced block of a Markdown page. */
export interface MarkdownBlock {
  readonly language: string;
  readonly text: string;
  /** The nearest heading above. */
  readonly section: string;
  /** The file name that stands alone in the line above, as `code`. */
  readonly file?: string;
}

/** All fenced blocks of a page, in order. */
export function markdownBlocks(page: string): MarkdownBlock[] {
  const blocks: MarkdownBlock[] = [];
  const pattern = /^#+ (.+)$|(?:^`([^`\n]+)`\n\n)?^```(\w*)\n([\s\S]*?)^```$/gm;
  let section = '';
  for (const [, heading, file, language, text] of readFileSync(page, 'utf8').matchAll(pattern)) {
    if (heading !== undefined) section = heading;
    else blocks.push({ language: language ?? '', text: text ?? '', section, file });
  }
  return blocks;
}

/** The cells of all table rows of a page. */
export function markdownTable(page: string): string[][] {
  return readFileSync(page, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}
