import { Button } from "@mantine/core";
import { useState } from "react";
import { counted, exact } from "../../app/figures";
import { RowTable } from "../data";
import panelClasses from "./LivePanel.module.css";
import type { Seen } from "./tapped";
import { useEdgeLook } from "./useEdgeLook";
import { useTap } from "./useTap";

/** The rows that pass a port right now, the newest first; they can be held to be read. */
export function TapRows({
  topic,
  title,
  edge,
  askWhy,
}: {
  readonly topic: string;
  readonly title: string;
  /** The key of an edge from that port, whose count tells what passed before. */
  readonly edge: string;
  readonly askWhy: () => void;
}) {
  const [isHeld, setHeld] = useState(false);
  const seen = useTap(isHeld ? undefined : topic, topic);
  return (
    <div className={panelClasses.data}>
      <div className={panelClasses.head}>
        <strong>{title}</strong>
        {seen && <span className={panelClasses.soft}>{wordsOf(seen, isHeld)}</span>}
        <Button variant="default" size="compact-sm" onClick={() => setHeld(!isHeld)}>
          {isHeld ? "Go on" : "Pause"}
        </Button>
      </div>
      {seen === undefined || seen.rows.length === 0 ? (
        <None edge={edge} askWhy={askWhy} />
      ) : (
        <RowTable label={title} columns={seen.columns} rows={seen.rows} eventTime={seen.eventTime} isStale={isHeld} />
      )}
    </div>
  );
}

function None({ edge, askWhy }: { readonly edge: string; readonly askWhy: () => void }) {
  const before = useEdgeLook(edge)?.rows ?? 0;
  return (
    <p className={panelClasses.hint}>
      No row has passed since you began to look
      {before > 0 ? `. ${counted(before, "row")} came by before; the next ones appear here.` : "."}{" "}
      <button type="button" className={panelClasses.why} onClick={askWhy}>
        Why?
      </button>
    </p>
  );
}

/** `newest 200 of 9,920 rows · 9,904 skipped`. */
function wordsOf({ rows, skipped, total }: Seen, isHeld: boolean): string {
  const all = Math.max(total, rows.length);
  const shown = rows.length < all ? `newest ${exact(rows.length)} of ${counted(all, "row")}` : counted(all, "row");
  return [isHeld ? "paused" : "", shown, skipped > 0 ? `${exact(skipped)} skipped` : ""].filter(Boolean).join(" · ");
}
