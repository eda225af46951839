type Cell = string | number | boolean | null

/**
 * One record of a CSV file (RFC 4180), with its line end. Spreadsheets run cells that begin like a formula: such a cell
 * gets an apostrophe before it (OWASP, CSV injection).
 */
export function toCsvRecord(cells: readonly Cell[]): string {
  return `${cells.map(toCsvCell).join(',')}\r\n`
}

function toCsvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const harmless = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/u.test(cell) ? `'${cell}` : cell
  return `"${harmless.replaceAll('"', '""')}"`
}
