/** The blocks of a PEM text (RFC 7468) under a label, which may be a pattern; anything around them is left out. */
export function pemBlocks(bytes: Uint8Array, label: string): string[] {
  const text = Buffer.from(bytes).toString('latin1');
  return text.match(new RegExp(`-----BEGIN ${label}-----[^-]+-----END ${label}-----`, 'g')) ?? [];
}
