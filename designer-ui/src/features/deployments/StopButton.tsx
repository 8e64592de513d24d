import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { rate, span } from "../../app/figures";
import { useNow } from "../../app/useNow";
import type { Deployment, Desired } from "../../ports/DeploymentStore";
import classes from "./Deployments.module.css";
import { rowsPerSecond } from "./rowsPerSecond";

interface Ending {
  readonly deployment: Deployment;
  readonly desire: (desired: Desired) => void;
}

/** Ends a deployment: says first what each way of ending does. */
export function StopButton({ deployment, desire }: Ending) {
  const [isOpen, setOpen] = useState(false);
  const choose = (desired: Desired) => {
    setOpen(false);
    desire(desired);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={420} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          Stop
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Ways deployment={deployment} desire={choose} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Ways({ deployment, desire }: Ending) {
  const now = useNow();
  const isEnding = deployment.status === "stopping";
  return (
    <div className={classes.ask}>
      <p>
        Stops {rate(rowsPerSecond(deployment))} of {deployment.pipeline.name}.
      </p>
      <div className={classes.way}>
        <span>State is kept: a last checkpoint is taken, and this or another revision can go on from it.</span>
        <Button size="xs" variant="default" disabled={isEnding} data-autofocus onClick={() => desire("suspended")}>
          Suspend
        </Button>
      </div>
      <div className={classes.way}>
        <span>Reading ends. What was read goes through and becomes visible; the next run begins at the beginning.</span>
        <Button
          size="xs"
          variant="default"
          disabled={isEnding && deployment.desired !== "suspended"}
          onClick={() => desire("stopped")}
        >
          Stop reading
        </Button>
      </div>
      <div className={classes.way}>
        <span>{whatIsDropped(deployment, now)}</span>
        <Button size="xs" variant="default" onClick={() => desire("cancelled")}>
          End at once
        </Button>
      </div>
    </div>
  );
}

/** What a checkpoint holds becomes visible also when everything ends at once; nothing after it does. */
function whatIsDropped({ checkpoints }: Deployment, now: Date): string {
  const last = checkpoints?.last;
  return last
    ? `Nothing goes through any more. What came after checkpoint ${last.number}, ${span(now.getTime() - last.at.getTime())} ago, is dropped, and can be read again from there.`
    : "Nothing goes through any more. There is no checkpoint yet, so everything that is not visible is dropped.";
}
