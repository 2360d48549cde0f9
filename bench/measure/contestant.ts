/** What a side has found in one message; all sides that read elements must find the same. */
export interface Work {
  readonly segments: number;
  /** Elements and components that have text; absent where a side does not read them. */
  readonly values?: number;
  /** Of all these texts. */
  readonly characters?: number;
}

/** One side of a comparison. */
export interface Contestant {
  readonly name: string;
  /** The work that is measured. */
  readonly run: (bytes: Buffer) => unknown;
  /** What `run` has found; not measured. */
  readonly work: (result: unknown) => Work;
}

export function contestant<Result>(
  name: string,
  run: (bytes: Buffer) => Result,
  work: (result: Result) => Work,
): Contestant {
  return { name, run, work: (result) => work(result as Result) };
}

/** Counts the texts that are not empty. */
export function workOf(segments: number, texts: Iterable<string>): Work {
  let [values, characters] = [0, 0];
  for (const text of texts) {
    if (text === '') continue;
    values++;
    characters += text.length;
  }
  return { segments, values, characters };
}

/** @throws Error when two sides have not found the same in a message */
export function mustAgree(contestants: readonly Contestant[], messages: readonly Buffer[]): void {
  for (const bytes of messages) {
    const works = contestants.map((side) => ({ side, work: side.work(side.run(bytes)) }));
    const whole = works.find(({ work }) => work.values !== undefined) ?? works[0]!;
    for (const { side, work } of works) {
      const expected = work.values === undefined ? { segments: whole.work.segments } : whole.work;
      const [found, wanted] = [JSON.stringify(work), JSON.stringify(expected)];
      if (found !== wanted) throw new Error(`${side.name} finds ${found}, ${whole.side.name} ${wanted}`);
    }
  }
}
