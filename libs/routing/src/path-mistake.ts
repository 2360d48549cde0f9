import { compilePath, PathSyntaxError } from '#libs/message';

/** What is wrong with a path that a file names; undefined when nothing is. */
export function pathMistake(path: string): PathSyntaxError | undefined {
  try {
    compilePath(path);
    return undefined;
  } catch (error) {
    if (error instanceof PathSyntaxError) return error;
    throw error;
  }
}
