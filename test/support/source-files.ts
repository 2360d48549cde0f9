import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import ts from 'typescript';

/** A TypeScript file of the project, by its path from the root, with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** What it imports, as written; type imports too. */
  readonly imports: readonly string[];
  /** The files that it reaches by a relative path and needs when it runs: no type imports. */
  readonly relativeImports: readonly string[];
  readonly isSpec: boolean;
}

const folders = ['apps', 'libs', 'test', 'scripts', 'bench'];
/** These leave nothing behind in the program. */
const typeImports = /^(import|export) type [^;]*? from '[^']*';$/gm;
const elsewhere = /(^|\/)(node_modules|dist|generated)\//;

/** Every TypeScript file that people have written. */
export function sourceFiles(): SourceFile[] {
  return folders
    .flatMap((folder) => filesUnder(folder))
    .filter((path) => /\.ts$/.test(path) && !elsewhere.test(path))
    .map(sourceFile);
}

/** Every folder below these, by its path. */
export function foldersOf(files: readonly SourceFile[]): string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) found.add(folder);
  }
  return [...found].sort();
}

function sourceFile(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const running = text.replaceAll(typeImports, '');
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    imports: importsIn(text),
    relativeImports: importsIn(running)
      .filter((specifier) => specifier.startsWith('.'))
      .map((specifier) => normalize(join(dirname(path), specifier)).replace(/\.js$/, '.ts')),
    isSpec: path.endsWith('.spec.ts'),
  };
}

function importsIn(text: string): string[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function filesUnder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
