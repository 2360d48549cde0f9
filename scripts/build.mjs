/** npm run build: builds `dist`, unless it is as new as its sources. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildWhenStale } from './setup/build.mjs';

await buildWhenStale(dirname(dirname(fileURLToPath(import.meta.url))));
