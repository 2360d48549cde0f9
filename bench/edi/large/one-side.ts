import { sides, type Format } from './sides.js';

/** A process of its own: reads one file in one way, and prints what it has found and what that took. */
const [format, name, file] = process.argv.slice(2) as [Format, string, string];
const start = performance.now();
const found = await sides[format][name]!(file, format);
const seconds = (performance.now() - start) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const processorSeconds = (userCPUTime + systemCPUTime) / 1_000_000;
console.log(JSON.stringify({ ...found, seconds, processorSeconds, peakMegabytes: maxRSS / 1024 }));
