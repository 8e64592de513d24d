import type { Column } from "../../canvas-core/drawing/checked";
import type { Json } from "../../canvas-core/json/json";
import type { Tapped } from "../../ports/Tapped";

/** No table shows more rows. */
export const MOST_ROWS = 200;

/** What has been seen of the rows that pass a port, the newest first. */
export interface Seen {
  readonly columns: readonly Column[];
  readonly eventTime?: string;
  readonly rows: readonly (readonly Json[])[];
  readonly skipped: number;
  readonly total: number;
}

/** How a change of a row is written; an INSERT needs no word while there is nothing else. */
const CHANGE: Column = { name: "change", type: "", nullable: true };

/** What is seen once further rows have come. Changes get a column of their own as soon as there is another than INSERT. */
export function withTapped(seen: Seen | undefined, { columns, eventTime, rows, skipped, total }: Tapped): Seen {
  const hadChanges = seen?.columns[0] === CHANGE;
  const hasChanges = hadChanges || rows.some(({ change }) => change !== "INSERT");
  const known = seen?.rows ?? [];
  const before = hasChanges && !hadChanges ? known.map((row) => ["INSERT", ...row]) : known;
  const fresh = rows.toReversed().map(({ change, values }) => (hasChanges ? [change, ...values] : values));
  return {
    columns: hasChanges ? [CHANGE, ...columns] : columns,
    ...(eventTime !== undefined && { eventTime }),
    rows: [...fresh, ...before].slice(0, MOST_ROWS),
    skipped: (seen?.skipped ?? 0) + skipped,
    total,
  };
}
