import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { canBeGoneOnFrom, type Deployment } from "../../ports/DeploymentStore";
import { checkpointAt, useLastCheckpoint } from "../checkpoints";
import classes from "./Deployments.module.css";

/** Runs the revision of a deployment that has ended once more: from where it was, if that is known, or from the beginning. */
export function RunAgainButton({
  deployment,
  isBusy,
  goOn,
  begin,
}: {
  readonly deployment: Deployment;
  readonly isBusy: boolean;
  readonly goOn: () => void;
  readonly begin: () => void;
}) {
  const [isOpen, setOpen] = useState(false);
  if (!canBeGoneOnFrom(deployment)) {
    return (
      <Button size="xs" loading={isBusy} onClick={begin}>
        Run again
      </Button>
    );
  }
  const choose = (act: () => void) => () => {
    setOpen(false);
    act();
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={420} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant={isOpen ? "default" : "filled"} loading={isBusy} onClick={() => setOpen(!isOpen)}>
          Run again
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Ways deployment={deployment} goOn={choose(goOn)} begin={choose(begin)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Ways({
  deployment,
  goOn,
  begin,
}: {
  readonly deployment: Deployment;
  readonly goOn: () => void;
  readonly begin: () => void;
}) {
  const last = useLastCheckpoint(deployment);
  return (
    <div className={classes.ask}>
      <div className={classes.way}>
        {last === null ? (
          <span>It ended before its first checkpoint, so there is nothing to go on from.</span>
        ) : (
          <span>
            Goes on where revision {deployment.revision} was at {last ? checkpointAt(last) : "its last checkpoint"},
            with all its state.
          </span>
        )}
        <Button size="xs" variant={last ? "filled" : "default"} disabled={!last} data-autofocus onClick={goOn}>
          Go on
        </Button>
      </div>
      <div className={classes.way}>
        <span>Begins at the beginning, without state.</span>
        <Button size="xs" variant="default" onClick={begin}>
          Begin anew
        </Button>
      </div>
    </div>
  );
}
