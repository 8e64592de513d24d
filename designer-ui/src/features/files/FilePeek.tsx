import { useQuery } from "@tanstack/react-query";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import { RowTable } from "../data";
import classes from "./Files.module.css";

const ROWS = 50;

/** The first rows of a file, with the types its columns seem to have. */
export function FilePeek({ path }: { readonly path: string }) {
  const { files } = usePorts();
  const peek = useQuery({ queryKey: ["peek", path], queryFn: () => files.peek(path, ROWS), staleTime: 0 });
  return (
    <div className={classes.peek}>
      <Waiting query={peek}>
        {({ columns, rows, truncated }) => (
          <>
            <RowTable label={`First rows of ${path}`} columns={columns} rows={rows} />
            <p className={classes.none}>
              {truncated ? `The first ${rows.length} rows` : `${rows.length} rows`} · {columns.length} columns, types as
              the rows suggest
            </p>
          </>
        )}
      </Waiting>
    </div>
  );
}
