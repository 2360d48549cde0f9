import { contestant, workOf, type Contestant } from '../../measure/contestant.js';
import { loadPeer } from '../../peers/load-peer.js';

/** What is used of npm `edifact`. */
interface Parser {
  onopensegment: (segment: string) => void;
  onelement: () => void;
  oncomponent: (data: string) => void;
  onclosesegment: () => void;
  encoding(level: string): void;
  write(chunk: string): void;
  end(): void;
}

interface Validator {
  define(definitions: object): void;
}

interface Segment {
  readonly name: string;
  readonly elements: string[][];
}

/**
 * npm `edifact` with its callbacks set as methods, as its documentation advises where speed matters: the parser alone, and
 * with the validator and the segments and elements that come with it. One parser reads all messages.
 */
export function edifactPeer(): Contestant[] {
  return [
    contestant('edifact: Parser', reader(newParser()), workOfSegments),
    contestant('edifact: Parser + Validator', reader(newParser(newValidator())), workOfSegments),
  ];
}

export function newParser(validator?: Validator): Parser {
  const EdifactParser = loadPeer<new (validator?: Validator) => Parser>('edifact/parser.js');
  const parser = new EdifactParser(validator);
  parser.encoding('UNOC');
  return parser;
}

export function newValidator(): Validator {
  const EdifactValidator = loadPeer<new () => Validator>('edifact/validator.js');
  const validator = new EdifactValidator();
  validator.define(loadPeer<object>('edifact/segments.js'));
  validator.define(loadPeer<object>('edifact/elements.js'));
  return validator;
}

function reader(parser: Parser): (bytes: Buffer) => Segment[] {
  let segments: Segment[] = [];
  let elements: string[][] = [];
  let components: string[] = [];
  parser.onopensegment = (name): void => {
    segments.push({ name, elements: (elements = []) });
  };
  parser.onelement = (): void => {
    elements.push((components = []));
  };
  parser.oncomponent = (data): void => {
    components.push(data);
  };
  parser.onclosesegment = (): void => undefined;
  return (bytes) => {
    segments = [];
    parser.write(bytes.toString('latin1'));
    parser.end();
    return segments;
  };
}

export function workOfSegments(segments: readonly Segment[]): ReturnType<typeof workOf> {
  return workOf(
    segments.length,
    segments.flatMap(({ elements }) => elements.flat()),
  );
}
