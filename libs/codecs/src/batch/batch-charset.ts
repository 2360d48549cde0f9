import type { Issue } from '#libs/message';
import { charsetIssue } from '../charset/decode-text.js';
import { decideCharset } from '../charset/decide-charset.js';
import { requireCharset } from '../charset/encode-text.js';

/** The charset of records that are decoded apart from their file: taken from there when it was established there. */
export function batchCharset(
  bytes: Uint8Array,
  options: { readonly charset?: string; readonly isCharsetCertain?: boolean },
): { charset: string; bomBytes: number; issues: readonly Issue[] } {
  if (options.isCharsetCertain === true && options.charset !== undefined) {
    return { charset: requireCharset(options.charset), bomBytes: 0, issues: [] };
  }
  const { charset, bomBytes, problem } = decideCharset(bytes, options.charset);
  const issues = problem === undefined ? [] : [charsetIssue(problem, options.charset!, charset)];
  return { charset, bomBytes, issues };
}
