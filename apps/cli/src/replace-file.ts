import { rename, rm, writeFile } from 'node:fs/promises';
import { errorCode, UsageMistake } from './mistake.js';

/**
 * Writes a file so that it is there as a whole or not at all. @param mode permissions of a new file
 * @throws UsageMistake when it cannot be written
 */
export async function replaceFile(name: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
  const unfinished = `${name}.${process.pid}.new`;
  try {
    await writeFile(unfinished, content, { mode });
    await rename(unfinished, name);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    await rm(unfinished, { force: true });
    throw new UsageMistake({ zh: `无法写入 ${name}：${code}。`, en: `${name} cannot be written: ${code}.` });
  }
}
