import { Button, NumberInput, Popover } from "@mantine/core";
import { useState } from "react";
import { type Deployment, isActive, MOST_PARALLELISM } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import classes from "./Deployments.module.css";
import { useActs } from "./useActs";

/** Into how many parts a deployment's work is split, and into how many it is to be while it runs. */
export function ParallelParts({ deployment }: { readonly deployment: Deployment }) {
  const { parallelism, rescale: wanted, status } = deployment;
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={classes.parts}>
      <span>
        {parallelism}
        {wanted && `, becomes ${wanted.parallelism}`}
      </span>
      {isActive(deployment) && status !== "stopping" && (
        <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={300} trapFocus withinPortal>
          <Popover.Target>
            <Button size="compact-sm" variant="subtle" onClick={() => setOpen(!isOpen)}>
              Change
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <PartsForm deployment={deployment} done={() => setOpen(false)} />
          </Popover.Dropdown>
        </Popover>
      )}
      {wanted?.waitsFor !== undefined && <span className={classes.waits}>{wanted.waitsFor}.</span>}
    </div>
  );
}

function PartsForm({ deployment, done }: { readonly deployment: Deployment; readonly done: () => void }) {
  const { rescale } = useActs(deployment);
  const goal = deployment.rescale?.parallelism ?? deployment.parallelism;
  const [parts, setParts] = useState(goal);
  return (
    <form
      className={classes.ask}
      onSubmit={(event) => {
        event.preventDefault();
        rescale.mutate(parts, { onSuccess: done });
      }}
    >
      <p>A checkpoint is taken, and the work goes on from it in so many parts. No row is lost or counted twice.</p>
      <NumberInput
        label="Parallel parts"
        min={1}
        max={MOST_PARALLELISM}
        allowDecimal={false}
        value={parts}
        data-autofocus
        onChange={(value) => setParts(typeof value === "number" ? value : 1)}
      />
      {rescale.error && (
        <span className={classes.failure} role="alert">
          {wordsOf(rescale.error)}.
        </span>
      )}
      <Button type="submit" size="xs" loading={rescale.isPending} disabled={parts === goal}>
        Go on in {parts === 1 ? "one part" : `${parts} parts`}
      </Button>
    </form>
  );
}
