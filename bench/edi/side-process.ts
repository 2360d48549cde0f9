import { messagesPerSecond } from '../measure/rounds.js';
import { messagesOf, sidesOf, type Format } from './sides/index.js';

/** A process in which one side works, for as many milliseconds as it is told each time. */
const [format, name] = process.argv.slice(2) as [Format, string];
const side = sidesOf(format).find((one) => one.name === name)!;
const messages = messagesOf(format);
process.on('message', (sliceMs: number) => {
  process.send!(messagesPerSecond(side, messages, sliceMs));
});
