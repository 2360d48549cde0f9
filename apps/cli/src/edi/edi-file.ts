import { recognise } from '#libs/codecs';
import type { Issue } from '#libs/message';
import type { Input } from '../input.js';
import { UsageMistake } from '../mistake.js';
import type { EdiFormat } from './edi-parts.js';

/** What an input has to say before it is read as EDI. @throws UsageMistake when it is of another format */
export function ediFormatOf(
  input: Input,
  asked: string | undefined,
): { readonly format: EdiFormat } | { readonly issues: readonly Issue[] } {
  if (asked === 'edifact' || asked === 'x12') return { format: asked };
  const { format, issues } = recognise(input.head, { fileName: input.fileName });
  if (format === 'edifact' || format === 'x12') return { format };
  if (format === undefined) return { issues };
  throw new UsageMistake({
    zh: `这不是 EDI，而像 ${format}；确为 EDI 时请用 --format edifact 或 x12，否则用 bianzu decode 查看。`,
    en: `This is not EDI but seems to be ${format}. If it is EDI, say --format edifact or x12; else see bianzu decode.`,
  });
}
