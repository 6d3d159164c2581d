/** An election file that cannot be read, in words for whoever wrote it. */
export class CannotRead extends Error {}

export const at = (line: number, what: string): CannotRead => new CannotRead(`Line ${line}: ${what}`);
