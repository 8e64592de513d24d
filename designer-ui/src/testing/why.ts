import type { Why } from "../ports/Why";

/** A window of the late flights waits for a file that is silent; all else flows. */
export function whyIn(node: string, now: Date): Why {
  const since = new Date(now.getTime() - 41_000);
  if (node !== "weekly") {
    return { node, at: now, late: [], causes: [{ kind: "flows", node, text: `\`${node}\` brings out 1,204 rows/s` }] };
  }
  return {
    node,
    at: now,
    causes: [
      {
        kind: "time",
        node,
        text: "`Per airport and week` brings out more when event time has passed 2001-01-15 00:00:00, and it stands at 2001-01-13 04:11:59.999",
      },
      {
        kind: "held",
        node,
        text: "`Flights` (task 2 of 2) holds it at 2001-01-13 04:11:59.999, while others are as far as 2001-02-01 09:14:07.999",
        since,
      },
      {
        kind: "silent",
        node: "flights",
        text: "`part-7.ndjson` of `Flights` (task 2 of 2) stands at 2001-01-13 04:11:59.999 and has brought no row since",
        since,
        remedy:
          "Where rows may stay away for long, set `idleTimeout` in the watermark node: then it waits no longer than that",
      },
    ],
    late: [{ source: "flights", split: "part-3.ndjson", rows: 12 }],
  };
}
