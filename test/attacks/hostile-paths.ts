import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { DocumentedAnswers } from '../interfaces/documented-answers.js';
import type { SampleRequests } from '../interfaces/sample-requests.js';
import type { Installation } from '../support/installation.js';
import { keyAccountOrder } from '../support/samples.js';
import { rawRequest } from './raw-request.js';

/** As they stand in the request line: clients of HTTP would make something else of most of them. */
const steps = [
  '..',
  '%2e%2e',
  '..%2f..%2f..%2fetc%2fpasswd',
  '%2e%2e%5c%2e%2e%5cpackage.json',
  '..%c0%af..%c0%afetc',
  '%00',
  'sys-1%00.yaml',
  '%',
  '%ff%fe',
  '%0d%0aset-cookie:%20a=b',
  `%27%20OR%201=1%20--`,
  '%3Cscript%3E',
];

/** Whether an answer has something of a file that is no answer, or a header of the caller's own. */
const hasLeaked = (text: string): boolean => /root:x:|"dependencies"|^set-cookie/im.test(text);

/** Names that want to be paths. */
export function describeHostilePaths(
  hub: () => Installation,
  documented: () => { readonly answers: DocumentedAnswers; readonly samples: SampleRequests },
): void {
  describe('a name that wants to be a path', () => {
    it('is a name without folders, and no file', async () => {
      const client = await hub().client('sys-1');
      const disposition = 'attachment; filename="../../../tmp/bianzu-attack.xml"';
      const order = keyAccountOrder({ reference: 'DK2026031600019003', order: 'DD2026031619003' });
      const options = { contentType: 'application/xml', headers: { 'content-disposition': disposition } };
      const id = await client.taken(order, options);
      expect(await client.settled(id)).toMatchObject({ fileName: 'bianzu-attack.xml' });
      expect(existsSync('/tmp/bianzu-attack.xml')).toBe(false);
    });

    it('leads nowhere in any parameter of any path', async () => {
      const operator = await hub().tokenOf('operator');
      const { answers, samples } = documented();
      const wrong: string[] = [];
      for (const operation of answers.operations.filter((one) => one.includes('{'))) {
        const { headers, body, path } = samples.right(operation);
        const [method = '', template = ''] = operation.split(' ');
        const query = path.includes('?') ? path.slice(path.indexOf('?')) : '';
        const told = steps.map(async (step) => {
          const line = `${method} ${template.replaceAll(/\{\w+\}/g, step)}${query} HTTP/1.1`;
          const given = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
          const answer = await rawRequest(
            hub().url,
            [line, `Authorization: Bearer ${operator}`, ...given],
            body,
          );
          const isRefused = answer.status >= 400 && answer.status < 500;
          // nothing is no news: an empty list, none confirmed
          const isNothing = answer.status < 300 && answer.text.length < 1_500;
          if (!(isRefused || isNothing) || hasLeaked(answer.text)) wrong.push(`${answer.status} ${line}`);
        });
        await Promise.all(told);
      }
      expect(wrong).toEqual([]);
    });

    it('leads nowhere from the pages and files that are served', async () => {
      const answers = ['/docs/', '/docs/..%2f', '/', '/v1/', '/openapi.json/', '/health/'].flatMap((place) =>
        steps.map(async (step) => ({
          place,
          step,
          ...(await rawRequest(hub().url, [`GET ${place}${step} HTTP/1.1`])),
        })),
      );
      for (const { place, step, status, text } of await Promise.all(answers))
        expect({ place, step, leaks: hasLeaked(text), isFault: status >= 500 || status === 0 }).toEqual({
          place,
          step,
          leaks: false,
          isFault: false,
        });
    });
  });
}
