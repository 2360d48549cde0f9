/** Installs packages of Debian, as root only, without letting any of them start its service. */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { run } from './processes.mjs';

/** `whatToDo` is for people: it is in the Error that is thrown where nothing can be installed. */
export async function installPackages(names, whatToDo) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) throw new Error(whatToDo);
  console.log(`services: installing ${names.join(' ')} with apt-get`);
  await withoutStartingServices(async () => {
    await apt(whatToDo, 'update', '-qq');
    await apt(whatToDo, 'install', '-y', '-qq', '--no-install-recommends', ...names);
  });
}

async function apt(whatToDo, ...args) {
  const { code, output } = await run('apt-get', args, {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (code !== 0) throw new Error(`apt-get ${args.join(' ')}: ${output.trim().slice(-1_000)}\n${whatToDo}`);
}

/** Debian asks /usr/sbin/policy-rc.d before a package starts its service; 101 means that it must not. */
async function withoutStartingServices(install) {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}
