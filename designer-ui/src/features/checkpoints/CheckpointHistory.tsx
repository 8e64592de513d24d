import { useState } from "react";
import { hour, span } from "../../app/figures";
import { useNow } from "../../app/useNow";
import { Waiting } from "../../app/Waiting";
import { type Checkpoint, type Deployment, isActive } from "../../ports/DeploymentStore";
import { CheckpointChart } from "./CheckpointChart";
import { CheckpointNodes } from "./CheckpointNodes";
import classes from "./Checkpoints.module.css";
import { CheckpointTable } from "./CheckpointTable";
import { useCheckpoints } from "./useCheckpoints";
import { progressOf } from "./words";

/** The checkpoints of a deployment: how they went at a glance, in figures, and one of them node by node. */
export function CheckpointHistory({
  deployment,
  titleOf,
  choose,
}: {
  readonly deployment: Deployment;
  readonly titleOf: (node: string) => string;
  readonly choose?: ((node: string) => void) | undefined;
}) {
  const [open, show] = useState<number>();
  const query = useCheckpoints(deployment.id, deployment.checkpoints);
  return (
    <Waiting query={query}>
      {(checkpoints) => (
        <div className={classes.panel}>
          <div className={classes.history} data-open={open !== undefined || undefined}>
            <div className={classes.glance}>
              <Now deployment={deployment} checkpoints={checkpoints} />
              {checkpoints.length > 0 && <CheckpointChart checkpoints={checkpoints} open={open} />}
            </div>
            {checkpoints.length > 0 && <CheckpointTable checkpoints={checkpoints} open={open} show={show} />}
            {open !== undefined && (
              <CheckpointNodes deployment={deployment.id} number={open} titleOf={titleOf} choose={choose} />
            )}
          </div>
        </div>
      )}
    </Waiting>
  );
}

/** How things stand: the one under way, the last one, or what is wrong. Its height does not change with that. */
function Now({
  deployment,
  checkpoints,
}: {
  readonly deployment: Deployment;
  readonly checkpoints: readonly Checkpoint[];
}) {
  const now = useNow();
  const { checkpoints: state } = deployment;
  if (!isActive(deployment)) {
    return (
      <p className={classes.now}>
        {checkpoints.length > 0 ? "It has ended; these are its last checkpoints." : "It ended without a checkpoint."}
      </p>
    );
  }
  const trouble = state?.trouble;
  const progress = state && progressOf(state, now);
  const last = state?.last;
  return (
    <p
      className={classes.now}
      data-bad={trouble ? true : undefined}
      title={trouble?.reason.message.replaceAll("`", "")}
    >
      {trouble
        ? `None has come about since ${hour(trouble.since)}, ${trouble.failed} failed. A restart goes on from before.`
        : progress !== undefined
          ? progress
          : last
            ? `Checkpoint ${last.number} is ${span(now.getTime() - last.at.getTime())} old. A restart goes on from there.`
            : "There is no checkpoint yet. A restart begins where this deployment began."}
    </p>
  );
}
