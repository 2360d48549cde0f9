import { describeIssue, type Issue } from '#libs/message';

/** The journey of a message has to wait for a decision of people: it is set aside with the reason, and not tried again. */
export class CannotGoOn extends Error {
  constructor(readonly fault: Issue) {
    super(describeIssue(fault, 'en'));
    this.name = 'CannotGoOn';
  }
}
