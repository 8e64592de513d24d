import { hour, lasted } from "../../app/figures";
import { useNow } from "../../app/useNow";
import { Waiting } from "../../app/Waiting";
import type { Attempt, Deployment } from "../../ports/DeploymentStore";
import { ReasonWords } from "../deployments/ReasonWords";
import classes from "./Checkpoints.module.css";
import { useAttempts } from "./useAttempts";
import { beginningOf, courseOf } from "./words";

/** How often a deployment was started, the latest first: from where, on what, how long it ran, and what broke it. */
export function AttemptList({
  deployment,
  titleOf,
}: {
  readonly deployment: Deployment;
  readonly titleOf: (node: string) => string;
}) {
  const query = useAttempts(deployment);
  return (
    <Waiting query={query}>
      {(attempts) =>
        attempts.length === 0 ? (
          <p className={classes.quiet}>It was not started yet: it waits for executors.</p>
        ) : (
          <ol className={classes.attempts} aria-label="Attempts" reversed>
            {attempts.toReversed().map((attempt) => (
              <One key={attempt.number} attempt={attempt} titleOf={titleOf} />
            ))}
          </ol>
        )
      }
    </Waiting>
  );
}

function One({ attempt, titleOf }: { readonly attempt: Attempt; readonly titleOf: (node: string) => string }) {
  const now = useNow();
  const { number, startedAt, end, reason, downMs } = attempt;
  return (
    <li className={classes.attempt} data-end={end ?? "none"}>
      <time dateTime={startedAt.toISOString()} title={startedAt.toISOString()}>
        {hour(startedAt)}
      </time>
      <div>
        <strong>
          Attempt {number}, {beginningOf(attempt)}
        </strong>
        <p>
          {courseOf(attempt, now)}
          {downMs !== undefined && ` Before it nothing ran for ${lasted(downMs)}.`}
        </p>
        {reason && <ReasonWords reason={reason} titleOf={titleOf} />}
      </div>
    </li>
  );
}
