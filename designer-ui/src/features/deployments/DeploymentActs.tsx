import { Button } from "@mantine/core";
import { type Deployment, isActive } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import classes from "./Deployments.module.css";
import { StopButton } from "./StopButton";
import { useActs } from "./useActs";

/** What can be done with a deployment: stop it while it runs, run it again when it has ended. */
export function DeploymentActs({
  deployment,
  ranAgain,
}: {
  readonly deployment: Deployment;
  /** Hears the id of the deployment that runs the revision once more. */
  readonly ranAgain: (id: string) => void;
}) {
  const { desire, again } = useActs(deployment.id);
  const failure = desire.error ?? again.error;
  return (
    <div className={classes.acts}>
      {failure && (
        <span className={classes.failure} role="alert">
          {wordsOf(failure)}.
        </span>
      )}
      {isActive(deployment) ? (
        <StopButton deployment={deployment} desire={(desired) => desire.mutate(desired)} />
      ) : (
        <Button
          size="xs"
          loading={again.isPending}
          onClick={() => again.mutate(undefined, { onSuccess: (id) => ranAgain(id) })}
        >
          Run again
        </Button>
      )}
    </div>
  );
}
