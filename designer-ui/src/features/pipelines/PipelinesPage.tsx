import { Button } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { useLoaded } from "../../app/useLoaded";
import { Waiting } from "../../app/Waiting";
import type { PipelineSummary } from "../../ports/PipelineStore";
import classes from "./PipelinesPage.module.css";

const FIRST_NAME = "New pipeline";

/** All pipelines of the workspace, and the way to a new one. */
export function PipelinesPage() {
  const { pipelines } = usePorts();
  const [ask] = useState(() => () => pipelines.pipelines());
  const { loaded, reload } = useLoaded(ask);
  const { create, failure } = useCreate();
  return (
    <div className={page.page}>
      <div className={page.head}>
        <h1>Pipelines</h1>
        {loaded.state === "there" && loaded.value.length > 0 && <Button onClick={create}>New pipeline</Button>}
      </div>
      {failure !== undefined && <p role="alert">{failure}.</p>}
      <Waiting loaded={loaded} reload={reload}>
        {(list) => (list.length === 0 ? <Empty create={create} /> : <List list={list} />)}
      </Waiting>
    </div>
  );
}

function useCreate() {
  const { pipelines } = usePorts();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string>();
  const create = () => {
    pipelines.create(FIRST_NAME).then(
      (pipelineId) => navigate({ to: "/pipelines/$pipelineId", params: { pipelineId } }),
      (e: unknown) => setFailure(e instanceof Error ? e.message : String(e)),
    );
  };
  return { create, failure };
}

function List({ list }: { readonly list: readonly PipelineSummary[] }) {
  return (
    <ul className={classes.list}>
      {list.map((pipeline) => (
        <li key={pipeline.id}>
          <Link to="/pipelines/$pipelineId" params={{ pipelineId: pipeline.id }} className={classes.row}>
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
