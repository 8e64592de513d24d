import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { PreviewPort } from "../../ports/PipelineStore";
import classes from "./DataPanel.module.css";
import { RowTable } from "./RowTable";
import { counted } from "./sampleWords";

export interface Output {
  readonly key: string;
  readonly name: string;
  readonly rows: PreviewPort | undefined;
  readonly eventTime: string | undefined;
}

/** The rows of one of some outputs. */
export function PortRows({
  title,
  outputs,
  isStale,
}: {
  readonly title: string;
  readonly outputs: readonly Output[];
  readonly isStale: boolean;
}) {
  const [chosen, setChosen] = useState<string>();
  const output = outputs.find(({ key }) => key === chosen) ?? outputs[0];
  if (!output) return null;
  const { rows } = output;
  return (
    <section className={classes.side} aria-label={title}>
      <div className={classes.sideHead}>
        <strong>{title}</strong>
        {outputs.length > 1 ? (
          <NativeSelect
            size="xs"
            aria-label={`Which ${title.toLowerCase()}`}
            data={outputs.map(({ key, name }) => ({ value: key, label: name }))}
            value={output.key}
            onChange={(event) => setChosen(event.currentTarget.value)}
          />
        ) : (
          <span className={classes.from}>{output.name}</span>
        )}
        {rows && (
          <span className={classes.count}>
            {counted(rows.columns.length, "column")} · {counted(rows.rowCount, "row")}
          </span>
        )}
      </div>
      {rows === undefined ? (
        <p className={classes.hint}>No rows are known here yet.</p>
      ) : rows.rowCount === 0 ? (
        <p className={classes.hint}>No row of the sample came by here.</p>
      ) : (
        <RowTable
          label={`${title}: ${output.name}`}
          columns={rows.columns}
          rows={rows.rows}
          eventTime={output.eventTime}
          isStale={isStale}
        />
      )}
    </section>
  );
}
