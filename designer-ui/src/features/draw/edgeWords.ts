import { counted } from "../data";

/** About how wide a letter of the smallest text is. */
const LETTER = 6.4;

/** Room left free at both ends. */
const MARGIN = 12;

/** What an edge says in so much room, as one line, two or none: `5 columns · 113 rows`. */
export function fittingWords(columns: number | undefined, rows: number | undefined, room: number): readonly string[] {
  const parts = [
    ...(columns === undefined ? [] : [counted(columns, "column")]),
    ...(rows === undefined ? [] : [counted(rows, "row")]),
  ];
  const choices = [[parts.join(" · ")], parts, parts.slice(-1), rows === undefined ? [] : [rows.toLocaleString()]];
  const isFitting = (lines: readonly string[]) => lines.every((line) => line.length * LETTER <= room - MARGIN);
  return parts.length === 0 ? [] : (choices.find(isFitting) ?? []);
}
