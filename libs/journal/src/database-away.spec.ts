import { describe, expect, it } from '@jest/globals';
import { isDatabaseAway } from './database-away.js';

const withCode = (code: string): Error => Object.assign(new Error('of the driver'), { code });

describe('a failure of the database', () => {
  it.each([
    ['57P01', 'its server was told to stop'],
    ['57P03', 'its server is starting'],
    ['53100', 'its disk is full'],
    ['53300', 'there are no connections left'],
    ['40P01', 'two transactions wait for each other'],
    ['25006', 'it is a standby and takes no writing'],
    ['25P03', 'the transaction was cut off'],
    ['3D000', 'it is not there yet'],
    ['28P01', 'its password was changed'],
    ['ECONNREFUSED', 'nobody listens'],
    ['EAI_AGAIN', 'its name cannot be found out'],
    ['ENETUNREACH', 'there is no way to it'],
  ])('passes by: %s, %s', (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(true);
  });

  it.each([
    ['23505', 'the row is there already'],
    ['22P05', 'a text that it cannot keep'],
    ['25P02', 'the transaction had failed before'],
    ['42P01', 'a table that does not exist'],
    ['ENOENT', 'a file of ours'],
  ])('is one of the statement: %s, %s', (code) => {
    expect(isDatabaseAway(withCode(code))).toBe(false);
  });

  it('passes by when the connection is gone, which the drivers say in words', () => {
    expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
    expect(isDatabaseAway(new Error('timeout exceeded when trying to connect'))).toBe(true);
    expect(isDatabaseAway(new Error('a mapping went wrong'))).toBe(false);
    expect(isDatabaseAway(undefined)).toBe(false);
  });
});
