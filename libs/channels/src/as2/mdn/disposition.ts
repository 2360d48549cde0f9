import type { Modifier } from '../transmission-fault.js';

/** What became of a transmission, as an MDN says it (RFC 4130 section 7.4.3). */
export type Disposition =
  | { readonly kind: 'processed'; readonly warning?: string }
  | { readonly kind: 'error'; readonly modifier: Modifier }
  /** The transmission could not even be begun. */
  | { readonly kind: 'failure'; readonly reason: string };

const mode = 'automatic-action/MDN-sent-automatically';

export const unsupportedMic = 'unsupported MIC-algorithms';

export function writeDisposition(disposition: Disposition): string {
  if (disposition.kind === 'error') return `${mode}; processed/error: ${disposition.modifier}`;
  if (disposition.kind === 'failure') return `${mode}; failed/failure: ${disposition.reason}`;
  return `${mode}; processed${disposition.warning === undefined ? '' : `/warning: ${disposition.warning}`}`;
}

/** How a partner's MDN disposes of what we sent; `text` is its own words when that is not well. */
export interface ReadDisposition {
  readonly isProcessed: boolean;
  readonly text: string;
}

/**
 * `processed`, also with a warning, is well; `processed/error`, `failed` and everything else is not. Undefined when it is no
 * disposition at all.
 */
export function readDisposition(field: string): ReadDisposition | undefined {
  const outcome = /^[^;]*;\s*([\w-]+)\s*(?:\/\s*([\w-]+)\s*(?::\s*(.*))?)?$/.exec(field.trim());
  if (outcome === null) return undefined;
  const [, type = '', modifier = '', reason = ''] = outcome;
  const kind = modifier.toLowerCase();
  const isProcessed = type.toLowerCase() === 'processed' && (kind === '' || kind === 'warning');
  const text = `${type}${modifier === '' ? '' : `/${modifier}`}${reason === '' ? '' : `: ${reason}`}`;
  return { isProcessed, text: text.slice(0, 300) };
}
