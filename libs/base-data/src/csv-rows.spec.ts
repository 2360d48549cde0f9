import { describe, expect, it } from '@jest/globals';
import { csvLine, CsvSyntaxError, readCsvRows } from './csv-rows.js';

describe('the rows of a CSV', () => {
  it('know their lines, whatever the line ends and however long a quoted cell', () => {
    expect(readCsvRows('\ufeffa,b\r\n\r\n"x ""y"", z\nz",2\r"",3\n')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, cells: ['x "y", z\nz', '2'] },
      { line: 5, cells: ['', '3'] },
    ]);
  });

  it('end without a line end, and with an empty last cell', () => {
    expect(readCsvRows('a,b')).toEqual([{ line: 1, cells: ['a', 'b'] }]);
    expect(readCsvRows('a,')).toEqual([{ line: 1, cells: ['a', ''] }]);
    expect(readCsvRows('')).toEqual([]);
    expect(readCsvRows('\n ,\n')).toEqual([]);
  });

  it.each([
    ['a\n"b', 2, 'quote-not-closed'],
    ['a\nb,"c"d', 2, 'text-after-quote'],
  ])('refuse %j', (text, line, reason) => {
    expect(() => readCsvRows(text)).toThrow(new CsvSyntaxError(line, reason as 'quote-not-closed'));
  });

  it('are read from large and hostile texts without trouble', () => {
    expect(readCsvRows('a,b\n'.repeat(200_000))).toHaveLength(200_000);
    expect(() => readCsvRows(`"${'x'.repeat(2_000_000)}`)).toThrow(CsvSyntaxError);
    expect(readCsvRows(`"${'""'.repeat(1_000_000)}"`)[0]!.cells[0]).toHaveLength(1_000_000);
  });

  it('are written so that they read the same', () => {
    const cells = ['plain', 'a,b', 'say "x"', 'two\nlines', ''];
    expect(readCsvRows(csvLine(cells))).toEqual([{ line: 1, cells }]);
    expect(csvLine(['a', 'b c'])).toBe('a,b c');
  });
});
