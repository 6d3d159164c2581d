/** Rows of one query put together again by what they belong to, in the order in which they came. */
export const grouped = <Row>(rows: Row[], by: (row: Row) => string): Map<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(by(row));
    if (group) group.push(row);
    else groups.set(by(row), [row]);
  }
  return groups;
};
