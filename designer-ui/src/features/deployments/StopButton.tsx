import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { rate } from "../../app/figures";
import type { Deployment } from "../../ports/DeploymentStore";
import classes from "./Deployments.module.css";
import { rowsPerSecond } from "./rowsPerSecond";

/** Ends a deployment: says first what that does. */
export function StopButton({
  deployment,
  desire,
}: {
  readonly deployment: Deployment;
  readonly desire: (desired: "stopped" | "cancelled") => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const act = (desired: "stopped" | "cancelled") => () => {
    setOpen(false);
    desire(desired);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={400} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          Stop
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.ask}>
          <p>
            Stops {rate(rowsPerSecond(deployment))} of {deployment.pipeline.name}. State is not kept: to run it again
            starts from the beginning.
          </p>
          <div className={classes.way}>
            <span>Reading ends; what was read goes through and becomes visible.</span>
            <Button
              size="xs"
              variant="default"
              disabled={deployment.status === "stopping"}
              data-autofocus
              onClick={act("stopped")}
            >
              Stop now
            </Button>
          </div>
          <div className={classes.way}>
            <span>Everything ends at once; what is not visible yet is dropped.</span>
            <Button size="xs" variant="default" onClick={act("cancelled")}>
              Cancel
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
