import { Button, Popover } from "@mantine/core";
import { useState } from "react";
import { rate, span } from "../../app/figures";
import { useNow } from "../../app/useNow";
import type { Deployment, Desired } from "../../ports/DeploymentStore";
import classes from "./Deployments.module.css";
import { rowsPerSecond } from "./rowsPerSecond";

/** Ends a deployment: says first what each way of ending does. */
export function StopButton({
  deployment,
  desire,
}: {
  readonly deployment: Deployment;
  readonly desire: (desired: Desired) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const now = useNow();
  const isEnding = deployment.status === "stopping";
  const way = (desired: Desired, name: string, words: string, isAmong = true) => (
    <div className={classes.way}>
      <span>{words}</span>
      <Button
        size="xs"
        variant="default"
        disabled={!isAmong}
        data-autofocus={desired === "suspended" || undefined}
        onClick={() => {
          setOpen(false);
          desire(desired);
        }}
      >
        {name}
      </Button>
    </div>
  );
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={420} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" onClick={() => setOpen(!isOpen)}>
          Stop
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.ask}>
          <p>
            Stops {rate(rowsPerSecond(deployment))} of {deployment.pipeline.name}.
          </p>
          {way(
            "suspended",
            "Suspend",
            "State is kept: a last checkpoint is taken, and this or another revision can go on from it.",
            !isEnding,
          )}
          {way(
            "stopped",
            "Stop reading",
            "Reading ends. What was read goes through and becomes visible; the next run begins at the beginning.",
            !isEnding || deployment.desired === "suspended",
          )}
          {way("cancelled", "End at once", whatIsDropped(deployment, now))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** What a checkpoint holds becomes visible also when everything ends at once; nothing after it does. */
function whatIsDropped({ checkpoints }: Deployment, now: Date): string {
  const last = checkpoints?.last;
  return last
    ? `Nothing goes through any more. What came after checkpoint ${last.number}, ${span(now.getTime() - last.at.getTime())} ago, is dropped, and can be read again from there.`
    : "Nothing goes through any more. There is no checkpoint yet, so everything that is not visible is dropped.";
}
