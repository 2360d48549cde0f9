/**
 * The file name of a Content-Disposition header, without any folder (RFC 6266); `filename*` (RFC 8187, UTF-8) goes before
 * `filename`. It is only compared with patterns and shown, never used as a path.
 */
export function fileNameOf(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const extended = /filename\*=UTF-8''([^;\s]+)/i.exec(header)?.[1];
  const plain = /filename="?([^";]+)"?/i.exec(header)?.[1];
  const name = extended === undefined ? plain : decoded(extended);
  return name?.trim().split(/[/\\]/).at(-1)?.replaceAll('\0', '').slice(0, 200);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
