import { OwnRoles, PasswordsBusy, WrongPerson } from '#libs/partners';
import { problem } from '../../problem.js';

/** Does some work on an account; what cannot be is told as a problem. */
export async function asProblems<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OwnRoles) throw problem('own-roles');
    if (error instanceof WrongPerson) throw problem('wrong-person', { reason: error.message });
    throw error instanceof PasswordsBusy ? problem('busy') : error;
  }
}
