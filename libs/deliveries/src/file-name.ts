/** What a file name may be made of. */
export interface NameFacts {
  readonly deliveryId: string;
  readonly messageId: string;
  readonly destination: string;
  readonly messageType: string;
  readonly contentType: string;
  /** ISO 8601. */
  readonly createdAt: string;
}

const usualFileName = '{created}-{delivery}.{extension}';

const extensions: readonly (readonly [RegExp, string])[] = [
  [/^application\/edifact/i, 'edi'],
  [/^application\/edi-x12/i, 'x12'],
  [/[/+]json\b/i, 'json'],
  [/[/+]xml\b/i, 'xml'],
  [/^text\/csv/i, 'csv'],
  [/^text\//i, 'txt'],
];
const longest = 200;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * The name of a message as a file, from a template with `{created}`, `{delivery}`, `{message}`, `{destination}`, `{type}` and
 * `{extension}`. Whatever stands in it, the name has no folder, no leading dot and only letters, digits, `.`, `_` and `-`.
 */
export function fileNameOf(facts: NameFacts, template: string = usualFileName): string {
  const values: Readonly<Record<string, string>> = {
    created: facts.createdAt.replace(/[-:]|\.\d+/g, ''),
    delivery: facts.deliveryId,
    message: facts.messageId,
    destination: facts.destination,
    type: facts.messageType,
    extension: extensions.find(([form]) => form.test(facts.contentType))?.[1] ?? 'bin',
  };
  const filled = template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
  const safe = filled
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
    .slice(-longest);
  return safe === '' || reserved.test(safe) ? `${facts.deliveryId}.${values['extension']}` : safe;
}
