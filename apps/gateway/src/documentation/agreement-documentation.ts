import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Configuration } from '#libs/configuration';
import { Rehearsal, scenariosFor } from '#libs/conformance';
import { issueTexts, type FormatName, type IssueCode } from '#libs/message';
import type { Agreement, Destination } from '#libs/routing';
import { contentOf } from '../sandbox/sample-view.js';

const largestFileBytes = 512 * 1024;
const mostFiles = 10;

/** A file that a partner may want to see. */
interface ShownFile {
  readonly name: string;
  readonly text: string;
  readonly base64: string;
}

/** Everything that somebody needs who writes messages under this agreement, or reads them. */
export async function agreementDocumentation(
  agreement: Agreement | Destination,
  configuration: Configuration,
): Promise<object> {
  const { schema } = agreement;
  const format = agreement.direction === 'inbound' ? agreement.recognise.format : agreement.format;
  const schemas = join(configuration.root, 'schemas');
  const samples = samplesOf(schema, schemas);
  return {
    format,
    schema,
    schemaFiles: filesIn(dirname(join(schemas, schema)), (name) => name.startsWith(`${basename(schema)}.`)),
    samples,
    acknowledgements:
      agreement.direction === 'inbound' ? await answersTo(samples[0], agreement, configuration) : [],
    issues: codesOf(format).map((code) => ({ code, ...issueTexts[code] })),
    scenarios: scenariosFor(configuration.scenarios, agreement).map(({ id, title, steps }) => ({
      id,
      title,
      steps: steps.map(({ id: step, title: words, do: toDo }) => ({ id: step, title: words, do: toDo })),
    })),
  };
}

/** Beside the schema, or where all samples of an EDI syntax are. */
function samplesOf(schema: string, schemas: string): ShownFile[] {
  const name = basename(schema).toLowerCase();
  const [kind = ''] = schema.split('/');
  const own = filesIn(join(schemas, dirname(schema), 'samples'), (file) => file.startsWith(name));
  const ofSyntax = filesIn(join(schemas, kind, 'samples'), (file) =>
    file.startsWith(`${name.split('-')[0]}-`),
  );
  const example = filesIn(join(schemas, dirname(schema)), (file) => file.startsWith(`${name}.example`));
  return [...own, ...ofSyntax, ...example].slice(0, mostFiles);
}

function filesIn(folder: string, isWanted: (name: string) => boolean): ShownFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => isWanted(name))
    .map((name) => ({ name, path: join(folder, name) }))
    .filter(({ path }) => statSync(path).isFile() && statSync(path).size <= largestFileBytes)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .slice(0, mostFiles)
    .map(({ name, path }) => ({ name, ...contentOf(readFileSync(path)) }));
}

/** What is answered to a sample, and to one that breaks off in the middle. */
async function answersTo(
  sample: ShownFile | undefined,
  agreement: Agreement,
  configuration: Configuration,
): Promise<object[]> {
  if (sample === undefined) return [];
  const whole = Buffer.from(sample.base64, 'base64');
  const { partner } = agreement;
  const answers: object[] = [];
  for (const bytes of [whole, whole.subarray(0, whole.byteLength / 2)]) {
    const rehearsal = new Rehearsal(configuration, { partner, withDrafts: true, agreement });
    const { acknowledgements, verdict } = await rehearsal.examine({ bytes, fileName: sample.name });
    for (const { contentType, bytes: answer } of acknowledgements)
      answers.push({ to: verdict ?? null, contentType, ...contentOf(answer, contentType) });
  }
  return answers;
}

/** Codes that say by their names which formats they are about; all others may occur in any. */
const particular: readonly (readonly [RegExp, readonly FormatName[]])[] = [
  [/^edifact-/, ['edifact']],
  [/^x12-/, ['x12']],
  [/^edi-/, ['edifact', 'x12']],
  [/^(xml|attribute|text)-/, ['xml']],
  [/^json-/, ['json']],
  [/^csv-/, ['csv']],
  [/^(record|column)-/, ['csv', 'fixed-width']],
];

function codesOf(format: FormatName): IssueCode[] {
  return (Object.keys(issueTexts) as IssueCode[]).filter((code) => {
    const formats = particular.find(([form]) => form.test(code))?.[1];
    return formats === undefined || formats.includes(format);
  });
}
