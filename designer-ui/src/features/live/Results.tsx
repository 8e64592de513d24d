import { NativeSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { counted } from "../../app/figures";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import type { Node } from "../../canvas-core/document/document";
import { member } from "../../canvas-core/json/json";
import { RowTable } from "../data";
import panelClasses from "./LivePanel.module.css";
import { useWritten } from "./useWritten";

const ROWS = 200;

/** What a sink has written, where it wrote files. */
export function Results({ sink, title }: { readonly sink: Node; readonly title: string }) {
  const path = member(sink.config, "path");
  return typeof path === "string" && path !== "" ? (
    <Written path={path} title={title} />
  ) : (
    <p className={panelClasses.hint}>{title} writes no file, so there is nothing to look into.</p>
  );
}

function Written({ path, title }: { readonly path: string; readonly title: string }) {
  const [chosen, setChosen] = useState<string>();
  return (
    <Waiting query={useWritten(path)}>
      {(files) => {
        const file = files.find((known) => known === chosen) ?? files[0];
        if (file === undefined) return <p className={panelClasses.hint}>{title} has written no file.</p>;
        return (
          <FileRows file={file} title={title}>
            {files.length > 1 && (
              <NativeSelect
                size="xs"
                aria-label="Which file"
                data={[...files]}
                value={file}
                onChange={(event) => setChosen(event.currentTarget.value)}
              />
            )}
          </FileRows>
        );
      }}
    </Waiting>
  );
}

function FileRows({
  file,
  title,
  children,
}: {
  readonly file: string;
  readonly title: string;
  readonly children: React.ReactNode;
}) {
  const { files } = usePorts();
  const peek = useQuery({
    queryKey: ["peek", file, "result"],
    queryFn: () => files.peek(file, ROWS),
    staleTime: 0,
    gcTime: 0,
  });
  const count = peek.data && counted(peek.data.rows.length, "row");
  return (
    <div className={panelClasses.data}>
      <div className={panelClasses.head}>
        <strong>What {title} has written</strong>
        {children}
        {count !== undefined && (
          <span className={panelClasses.soft}>
            {peek.data?.truncated ? `first ${count}` : count} of {file}
          </span>
        )}
        <a href={files.address(file)} download className={panelClasses.download}>
          Download
        </a>
      </div>
      <Waiting query={peek}>
        {({ columns, rows }) => <RowTable label={`What ${title} has written`} columns={columns} rows={rows} />}
      </Waiting>
    </div>
  );
}
