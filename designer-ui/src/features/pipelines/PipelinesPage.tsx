import { Button } from "@mantine/core";
import { useState } from "react";
import { useLive } from "../../app/events";
import rows from "../../app/List.module.css";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import { Words } from "../../app/Words";
import { DropZone } from "../files";
import { FirstPipeline } from "./FirstPipeline";
import { ImportPanel } from "./ImportPanel";
import { PipelineRow } from "./PipelineRow";
import classes from "./PipelinesPage.module.css";
import { type Failure, useNewPipeline } from "./useNewPipeline";

/** All pipelines of the workspace, and the ways to a new one. */
export function PipelinesPage() {
  const { pipelines } = usePorts();
  const list = useLive({ queryKey: ["pipelines"], topic: "pipelines", ask: () => pipelines.pipelines() });
  const create = useNewPipeline();
  const [isImporting, setImporting] = useState(false);
  const hasSome = list.data !== undefined && list.data.length > 0;
  return (
    <DropZone
      label="Drop a CSV or NDJSON file to draw a pipeline that reads it"
      drop={([file]) => file && void create.file(file)}
    >
      <div className={page.page}>
        <div className={page.head}>
          <h1>Pipelines</h1>
          {hasSome && (
            <div className={rows.acts}>
              <Button variant="default" onClick={() => setImporting(!isImporting)}>
                Import
              </Button>
              <Button onClick={() => void create.empty()}>New pipeline</Button>
            </div>
          )}
        </div>
        {isImporting && <ImportPanel run={(text) => void create.text(text)} leave={() => setImporting(false)} />}
        {create.busy !== undefined && (
          <p className={page.quiet} role="status" aria-busy="true">
            {create.busy}
          </p>
        )}
        {create.failure && <Failed failure={create.failure} />}
        <Waiting query={list}>
          {(found) =>
            found.length === 0 ? (
              <FirstPipeline create={create} startImport={() => setImporting(true)} />
            ) : (
              <ul className={rows.list} aria-label="Pipelines">
                {found.map((pipeline) => (
                  <PipelineRow key={pipeline.id} pipeline={pipeline} />
                ))}
              </ul>
            )
          }
        </Waiting>
      </div>
    </DropZone>
  );
}

function Failed({ failure: { words, problems } }: { readonly failure: Failure }) {
  return (
    <div className={classes.failure} role="alert">
      <Words text={`${words}.`} />
      {problems.length > 0 && (
        <ul>
          {problems.slice(0, 10).map(({ message, line }) => (
            <li key={`${line} ${message}`}>
              <Words text={line === undefined ? message : `Line ${line}: ${message}`} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
