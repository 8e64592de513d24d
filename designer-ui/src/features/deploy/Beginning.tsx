import { Radio } from "@mantine/core";
import type { Deployment } from "../../ports/DeploymentStore";
import { checkpointAt } from "../checkpoints";
import classes from "./Deploy.module.css";
import type { Beginnings } from "./useBeginnings";

/** Where a new deployment begins, where there is a choice, and what becomes of the one that runs. */
export function Beginning({
  beginnings: { running, ended, checkpoint },
  goesOn,
  choose,
}: {
  readonly beginnings: Beginnings;
  readonly goesOn: boolean;
  readonly choose: (goesOn: boolean) => void;
}) {
  if (!running && !ended) return null;
  if (running && isEnding(running)) {
    return (
      <p className={classes.words}>
        Revision {running.revision} is ending, and what it has read becomes visible. Deploy when it has ended.
      </p>
    );
  }
  if (ended && !checkpoint) {
    return (
      checkpoint === null && (
        <p className={classes.words}>
          Begins at the beginning: revision {ended.revision} ended before its first checkpoint.
        </p>
      )
    );
  }
  const last = running
    ? `Where revision ${running.revision} is when it ends, with its state`
    : `Where revision ${ended?.revision} was at ${checkpoint ? checkpointAt(checkpoint) : "its last checkpoint"}`;
  return (
    <>
      {running && (
        <p className={classes.words}>
          Revision {running.revision} runs. When nothing stands in the way of the new one, it takes a last checkpoint
          and ends.
        </p>
      )}
      <Radio.Group label="Begins" value={goesOn ? "last" : "beginning"} onChange={(value) => choose(value === "last")}>
        <div className={classes.begins}>
          <Radio size="xs" value="last" label={last} />
          <Radio size="xs" value="beginning" label="At the beginning, without state" />
        </div>
      </Radio.Group>
    </>
  );
}

/** Whether it ends in a way that nothing goes on from. */
export function isEnding({ desired }: Deployment): boolean {
  return desired === "stopped" || desired === "cancelled";
}
