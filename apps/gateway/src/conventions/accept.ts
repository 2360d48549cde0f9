interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * The media type that suits the caller best, by `Accept` (RFC 9110, 12.5.1). Without the header the first one is offered;
 * of equal ones the earlier.
 * @returns undefined when the caller accepts none of them
 */
export function preferred<Type extends string>(
  accept: string | undefined,
  offered: readonly Type[],
): Type | undefined {
  if (accept === undefined || accept.trim() === '') return offered[0];
  const ranges = accept.slice(0, 2_000).split(',').map(rangeOf);
  let best: { readonly type: Type; readonly quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(type, ranges);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  return best?.type;
}

/**
 * Whether a problem is better told in XML than in JSON: to who takes the one, in whatever media type, and likes it more than the other. Who
 * takes neither can at least be expected to know JSON.
 */
export function prefersXml(accept: string | undefined): boolean {
  const ranges = (accept ?? '').slice(0, 2_000).split(',').map(rangeOf);
  const best = (form: RegExp): number =>
    Math.max(0, ...ranges.filter(({ type }) => form.test(type)).map(({ quality }) => quality));
  const any = ranges.find(({ type }) => type === '*/*' || type === 'application/*')?.quality ?? 0;
  const isNamed = (form: RegExp): boolean => ranges.some(({ type }) => form.test(type));
  const json = isNamed(jsonTypes) ? best(jsonTypes) : any;
  return (isNamed(xmlTypes) ? best(xmlTypes) : any) > json;
}

const jsonTypes = /^application\/(.+\+)?json$/;
const xmlTypes = /^(application|text)\/(.+\+)?xml$/;

/** The most specific range that fits a type decides. */
function qualityOf(type: string, ranges: readonly Range[]): number {
  const [main = ''] = type.split('/');
  for (const form of [type, `${main}/*`, '*/*']) {
    const found = ranges.find((range) => range.type === form);
    if (found !== undefined) return found.quality;
  }
  // an operation that answers with bytes of any type
  return type === '*/*' ? 1 : 0;
}

function rangeOf(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const given = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = given === undefined ? 1 : Number(given.slice(2));
  return { type, quality: quality >= 0 && quality <= 1 ? quality : 0 };
}
