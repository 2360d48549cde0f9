import { runInForeground } from './foreground.mjs';

/** `npm ci` as package-lock.json says. Throws when it fails; npm has then said why. */
export async function installPackages(root) {
  console.log('packages: installing with npm ci');
  const interruption = new AbortController();
  const interrupt = (signal) => interruption.abort(signal);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, interrupt);
  // When npm itself started us it says where it is; that one is sure to fit.
  const npm = process.env.npm_execpath;
  const [command, args] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const options = { cwd: root, signal: interruption.signal, env: process.env };
  const code = await runInForeground(
    command,
    [...args, 'ci', '--no-fund', '--no-audit', '--loglevel=error'],
    options,
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, interrupt);
  if (code !== 0) throw new Error(`npm ci 失败 / npm ci failed (exit code ${code})`);
}
