/** Whether the first character behind byte order mark and white space, in any charset, is one of `characters` (ASCII). */
export function startsWith(head: Uint8Array, characters: string): boolean {
  return characters.includes(firstCharacter(head) ?? '\0');
}

const skipped = new Set([0, 0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf, 0xfe, 0xff]);

function firstCharacter(head: Uint8Array): string | undefined {
  const isGb = head[0] === 0x84 && head[1] === 0x31 && head[2] === 0x95 && head[3] === 0x33;
  const found = head.subarray(isGb ? 4 : 0).find((byte) => !skipped.has(byte));
  return found === undefined ? undefined : String.fromCharCode(found);
}
