import type { Column } from "../canvas-core/drawing/checked";
import type { Json } from "../canvas-core/json/json";
import type { KeyedState, KeyOfNode, StateSeen } from "../ports/DeploymentStore";
import { Refused } from "../ports/failures";

const ORIGIN: Column = { name: "origin", type: "STRING", nullable: false };

const WEEKS: readonly Column[] = [
  ORIGIN,
  { name: "flights", type: "BIGINT", nullable: false },
  { name: "delay", type: "DOUBLE", nullable: true },
  { name: "window_start", type: "TIMESTAMP(3)", nullable: false },
  { name: "window_end", type: "TIMESTAMP(3)", nullable: false },
];

/** What a checkpoint holds of an airport: two weeks of SEA, and of no other. */
export function seenIn(last: { readonly number: number; readonly at: Date }, key?: KeyOfNode): StateSeen {
  if (key && key.values[0] === "")
    throw new Refused("weekly: `` is no STRING, as the key column `origin` is", 400, "x");
  const rows: readonly (readonly Json[])[] =
    key?.values[0] === "SEA"
      ? [
          ["SEA", "412", 23.4, "2001-01-01 00:00:00.000", "2001-01-08 00:00:00.000"],
          ["SEA", "57", null, "2001-01-08 00:00:00.000", "2001-01-15 00:00:00.000"],
        ]
      : [];
  const weekly: KeyedState = {
    node: "weekly",
    role: "accumulators",
    kind: "table",
    key: [ORIGIN],
    rows: 118_204,
    bytes: 48_200_000,
    ...(key && { found: { columns: WEEKS, rows, total: rows.length } }),
  };
  return { checkpoint: last.number, takenAt: last.at, states: [weekly] };
}
