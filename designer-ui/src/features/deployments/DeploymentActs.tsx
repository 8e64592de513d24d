import { type Deployment, isActive } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import classes from "./Deployments.module.css";
import { RunAgainButton } from "./RunAgainButton";
import { StopButton } from "./StopButton";
import { useActs } from "./useActs";

/** What can be done with a deployment: stop it while it runs; go on where it was, or run it again, when it has ended. */
export function DeploymentActs({
  deployment,
  ranAgain,
}: {
  readonly deployment: Deployment;
  /** Hears the id of the deployment that runs the revision once more. */
  readonly ranAgain: (id: string) => void;
}) {
  const { desire, again, goOn } = useActs(deployment);
  const failure = desire.error ?? again.error ?? goOn.error;
  const follow = { onSuccess: ranAgain };
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
        <RunAgainButton
          deployment={deployment}
          isBusy={again.isPending || goOn.isPending}
          goOn={() => goOn.mutate(undefined, follow)}
          begin={() => again.mutate(undefined, follow)}
        />
      )}
    </div>
  );
}
