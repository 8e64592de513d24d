import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { sizeWords } from "../../app/figures";
import { Moment } from "../../app/Moment";
import page from "../../app/Page.module.css";
import { usePorts } from "../../app/Ports";
import { StatusWord } from "../../app/StatusWord";
import { Waiting } from "../../app/Waiting";
import type { Deployment } from "../../ports/DeploymentStore";
import { AttemptList, CheckpointHistory } from "../checkpoints";
import { useExecutorNames } from "../cluster";
import { DeploymentActs } from "./DeploymentActs";
import classes from "./Deployments.module.css";
import { EventList } from "./EventList";
import { ParallelParts } from "./ParallelParts";
import { ReasonWords } from "./ReasonWords";
import { useDeployment } from "./useDeployment";
import { useNodeTitles } from "./useNodeTitles";

/** One deployment: how it is, what happened to it, and what can be done. */
export function DeploymentPage() {
  const { deploymentId } = useParams({ from: "/w/$workspace/deployments/$deploymentId" });
  const query = useDeployment(deploymentId);
  return (
    <div className={page.page}>
      <Waiting query={query}>{(deployment) => <Told deployment={deployment} />}</Waiting>
    </div>
  );
}

function Told({ deployment }: { readonly deployment: Deployment }) {
  const { workspace } = usePorts();
  const navigate = useNavigate();
  const { id, pipeline, revision, status, reason } = deployment;
  const titleOf = useNodeTitles(pipeline.id, revision);
  return (
    <>
      <div className={page.head}>
        <div className={classes.title}>
          <h1>{pipeline.name}</h1>
          <span>revision {revision}</span>
          <StatusWord status={status} />
        </div>
        <div className={classes.acts}>
          <Link
            className={classes.watch}
            to="/w/$workspace/pipelines/$pipelineId"
            params={{ workspace, pipelineId: pipeline.id }}
            search={{ mode: "live", deployment: id }}
          >
            Watch live
          </Link>
          <DeploymentActs
            deployment={deployment}
            ranAgain={(deploymentId) =>
              void navigate({ to: "/w/$workspace/deployments/$deploymentId", params: { workspace, deploymentId } })
            }
          />
        </div>
      </div>
      {reason && (
        <div className={classes.lead}>
          <ReasonWords reason={reason} titleOf={titleOf} />
        </div>
      )}
      <div className={classes.columns}>
        <section aria-label="What happened">
          <h2>What happened</h2>
          <EventList id={id} titleOf={titleOf} />
        </section>
        <Facts deployment={deployment} />
      </div>
      <section className={classes.more} aria-labelledby="attempts">
        <h2 id="attempts">Attempts</h2>
        <AttemptList deployment={deployment} titleOf={titleOf} />
      </section>
      <section className={classes.more} aria-labelledby="checkpoints">
        <h2 id="checkpoints">Checkpoints</h2>
        <div className={classes.history}>
          <CheckpointHistory deployment={deployment} titleOf={titleOf} />
        </div>
      </section>
    </>
  );
}

function Facts({ deployment }: { readonly deployment: Deployment }) {
  const { id, createdAt, createdBy, endedAt, summary, restarts, executors, parameters, nodes } = deployment;
  const executorName = useExecutorNames();
  const given = Object.entries(parameters);
  const state = nodes.reduce((sum, { stateBytes }) => sum + stateBytes, 0);
  return (
    <section aria-label="Facts">
      <h2>Facts</h2>
      <dl className={classes.facts}>
        <Fact name="Started">
          <Moment at={createdAt} /> by {createdBy}
        </Fact>
        {endedAt && (
          <Fact name="Ended">
            <Moment at={endedAt} />
          </Fact>
        )}
        {summary !== undefined && <Fact name="Came to">{summary}</Fact>}
        <Fact name="Restarts">{restarts}</Fact>
        <Fact name="Executors">{executors.length > 0 ? executors.map(executorName).join(", ") : "none"}</Fact>
        <Fact name="Parallel parts">
          <ParallelParts deployment={deployment} />
        </Fact>
        {state > 0 && <Fact name="State">{sizeWords(state)}</Fact>}
        <Fact name="Parameters">
          {given.length > 0 ? given.map(([name, value]) => `${name} = ${value}`).join(", ") : "none"}
        </Fact>
        <Fact name="Id">{id}</Fact>
      </dl>
    </section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
