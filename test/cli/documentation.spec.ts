import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { commands, referencePage, run } from '#apps/cli';

/** Runs the command line within this process: the same code as `bianzu`, without starting it dozens of times. */
async function inProcess(args: readonly string[]): Promise<{ exitCode: number; out: string }> {
  const out = new PassThrough();
  const err = new PassThrough();
  const output = Promise.all([text(out), text(err)]);
  const surroundings = { args, environment: {}, input: Readable.from([]), out, err, home: resolve('.') };
  const exitCode = await run(surroundings);
  out.end();
  err.end();
  return { exitCode, out: (await output)[0] };
}

describe('the documentation of the command line', () => {
  it('is docs/cli.md, made from the declarations (npx bianzu reference > docs/cli.md)', () => {
    expect(readFileSync('docs/cli.md', 'utf8')).toBe(referencePage(commands));
  });

  const examples = commands.flatMap(({ examples: each }) => each).filter(({ needs }) => needs === undefined);
  it.each(examples)('keeps what it shows: bianzu $command', async ({ command, exitCode = 0 }) => {
    expect(await inProcess(command.split(' '))).toMatchObject({ exitCode });
  });

  it.each(['en', 'zh'] as const)(
    'gives every command a help in %s that shows its examples',
    async (language) => {
      for (const { name, summary, examples: shown } of commands) {
        const { exitCode, out } = await inProcess([...name.split(' '), '--help', '--lang', language]);
        expect(exitCode).toBe(0);
        // lines are wrapped to the width of the terminal
        const help = out.replace(/\s+/g, '');
        expect(help).toContain(summary[language].replace(/\s+/g, ''));
        expect(help).toContain(`bianzu${shown[0]!.command}`.replace(/\s+/g, ''));
      }
    },
  );
});
