import { useQuery } from "@tanstack/react-query";
import { counted } from "../../app/figures";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import type { Node } from "../../canvas-core/document/document";
import { member } from "../../canvas-core/json/json";
import { RowTable } from "../data";
import panelClasses from "./LivePanel.module.css";

const ROWS = 200;

/** What a sink has written, where it wrote a file. */
export function Results({ sink, title }: { readonly sink: Node; readonly title: string }) {
  const { files } = usePorts();
  const path = member(sink.config, "path");
  const written = typeof path === "string" ? path : undefined;
  const peek = useQuery({
    queryKey: ["peek", written, "result"],
    queryFn: () => files.peek(written ?? "", ROWS),
    enabled: written !== undefined,
    // What was written last time is not what was written now.
    staleTime: 0,
    gcTime: 0,
  });
  if (written === undefined) {
    return <p className={panelClasses.hint}>{title} writes no file, so there is nothing to look into.</p>;
  }
  return (
    <div className={panelClasses.data}>
      <div className={panelClasses.head}>
        <strong>What {title} has written</strong>
        {peek.data && (
          <span className={panelClasses.soft}>
            {peek.data.truncated
              ? `first ${counted(peek.data.rows.length, "row")}`
              : counted(peek.data.rows.length, "row")}{" "}
            of {written}
          </span>
        )}
        <a href={files.address(written)} download className={panelClasses.download}>
          Download
        </a>
      </div>
      <Waiting query={peek}>
        {({ columns, rows }) => <RowTable label={`What ${title} has written`} columns={columns} rows={rows} />}
      </Waiting>
    </div>
  );
}
