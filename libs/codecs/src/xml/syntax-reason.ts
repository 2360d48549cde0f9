/** What is wrong with a piece of XML, as signs rather than words, so that every language can print it. */
export interface SyntaxReason {
  readonly reason: string;
  /** Nothing behind this place can be understood any more. */
  readonly isFatal: boolean;
  readonly beginsAt?: FaultStart;
}

/** The fault begins at the last occurrence of this character, or behind the last `>`. */
export type FaultStart = '<' | '&' | '>';

type Rule = readonly [
  pattern: RegExp,
  reason: (words: RegExpExecArray, near: string) => string,
  isFatal: boolean,
  beginsAt?: FaultStart,
];

const rules: readonly Rule[] = [
  [/^unclosed tag: (.*)$/s, ([, name]) => `<${name}> … EOF`, true],
  [/^unexpected close tag/, (_, near) => `${near} ≠ </…>`, true, '<'],
  [/^unmatched closing tag: (.*)\.$/s, ([, name]) => `</${name}>`, true, '<'],
  [/^unbound namespace prefix: "(.*)"\.$/s, ([, prefix]) => `xmlns:${prefix}="?"`, false, '<'],
  [/^duplicate attribute: (.*)\.$/s, ([, name]) => `2 × @${name}`, false, '<'],
  [/entity/, (_, near) => near, false, '&'],
  [/^disallowed character\.$/, (_, near) => near, false],
  [/^document must contain a root element/, () => '<…> = 0', true],
  [/^documents may contain only one root/, () => '<…> > 1', true, '<'],
  [/^text data outside of root node/, (_, near) => near.replace(/<$/, ''), true, '>'],
  [/^unexpected end/, () => 'EOF', true],
];

/** @param near the source text from the start of the fault up to where the parser noticed it */
export function syntaxReason(message: string, near: (beginsAt?: FaultStart) => string): SyntaxReason {
  for (const [pattern, reason, isFatal, beginsAt] of rules) {
    const words = pattern.exec(message);
    if (words !== null) return { reason: reason(words, near(beginsAt)), isFatal, beginsAt };
  }
  return { reason: `${near()} (${message.replace(/\.$/, '')})`, isFatal: true };
}
