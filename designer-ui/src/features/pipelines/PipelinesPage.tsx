import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useLive } from "../../app/events";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { Waiting } from "../../app/Waiting";
import { wordsOf } from "../../ports/failures";
import type { PipelineSummary } from "../../ports/PipelineStore";
import classes from "./PipelinesPage.module.css";

const FIRST_NAME = "New pipeline";

/** All pipelines of the workspace, and the way to a new one. */
export function PipelinesPage() {
  const { pipelines } = usePorts();
  const list = useLive({ queryKey: ["pipelines"], topic: "pipelines", ask: () => pipelines.pipelines() });
  const { create, failure } = useCreate();
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>Pipelines</h1>
        {list.data !== undefined && list.data.length > 0 && <Button onClick={create}>New pipeline</Button>}
      </div>
      {failure !== undefined && <p role="alert">{failure}.</p>}
      <Waiting query={list}>
        {(found) => (found.length === 0 ? <Empty create={create} /> : <List list={found} />)}
      </Waiting>
    </div>
  );
}

function useCreate() {
  const { workspace, pipelines } = usePorts();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string>();
  const create = () => {
    pipelines.create(FIRST_NAME).then(
      (pipelineId) => navigate({ to: "/w/$workspace/pipelines/$pipelineId", params: { workspace, pipelineId } }),
      (e: unknown) => setFailure(wordsOf(e)),
    );
  };
  return { create, failure };
}

function List({ list }: { readonly list: readonly PipelineSummary[] }) {
  const { workspace } = usePorts();
  return (
    <ul className={classes.list}>
      {list.map((pipeline) => (
        <li key={pipeline.id}>
          <Link
            to="/w/$workspace/pipelines/$pipelineId"
            params={{ workspace, pipelineId: pipeline.id }}
            className={classes.row}
          >
            <div>
              <div className={classes.name}>{pipeline.name}</div>
              {pipeline.description !== "" && <div className={classes.about}>{pipeline.description}</div>}
            </div>
            <div className={classes.facts}>
              {pipeline.nodes} {pipeline.nodes === 1 ? "node" : "nodes"} · changed{" "}
              <time dateTime={pipeline.changedAt.toISOString()} title={pipeline.changedAt.toISOString()}>
                {pipeline.changedAt.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" })}
              </time>
            </div>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Empty({ create }: { readonly create: () => void }) {
  return (
    <div className={classes.empty}>
      <h2>Draw your first pipeline</h2>
      <p>Rows come from a source, go through steps that filter, change and combine them, and end in a sink.</p>
      <Button onClick={create}>New pipeline</Button>
    </div>
  );
}
