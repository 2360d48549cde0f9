import type { FormatName } from '#libs/message';

/**
 * A number of the source as the hub writes it. EDIFACT may write a comma for the decimal mark, with or without saying so in
 * UNA, and marks no thousands (ISO 9735, 10.1).
 */
export function writtenNumber(text: string, format: FormatName): string {
  const trimmed = text.trim();
  return format === 'edifact' && /^[+-]?\d*,\d+$/.test(trimmed) ? trimmed.replace(',', '.') : trimmed;
}
