/** Lengths of ISA01 to ISA16. */
export const isaWidths = [2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1] as const;

const controlNumber = 12;

/** An element of the ISA at its fixed length: the control number with zeros in front, others with blanks behind. */
export function padIsaElement(text: string, index: number): string {
  const width = isaWidths[index]!;
  const fitting = text.slice(0, width);
  return index === controlNumber ? fitting.padStart(width, '0') : fitting.padEnd(width, ' ');
}
