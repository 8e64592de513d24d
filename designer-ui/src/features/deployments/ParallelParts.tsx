import { Button, NumberInput, Popover } from "@mantine/core";
import { useState } from "react";
import { type Deployment, isActive } from "../../ports/DeploymentStore";
import { wordsOf } from "../../ports/failures";
import classes from "./Deployments.module.css";
import { useActs } from "./useActs";

const MOST_PARTS = 64;

/** Into how many parts a deployment's work is split, and into how many it is to be while it runs. */
export function ParallelParts({ deployment }: { readonly deployment: Deployment }) {
  const { parallelism, rescale: wanted } = deployment;
  const { rescale } = useActs(deployment.id);
  const [isOpen, setOpen] = useState(false);
  const [parts, setParts] = useState(parallelism);
  const canChange = isActive(deployment) && deployment.status !== "stopping";
  return (
    <div className={classes.parts}>
      <span>
        {parallelism}
        {wanted && `, becomes ${wanted.parallelism}`}
      </span>
      {canChange && (
        <Popover
          opened={isOpen}
          onChange={(open) => {
            if (open) setParts(wanted?.parallelism ?? parallelism);
            setOpen(open);
          }}
          position="bottom-end"
          width={300}
          trapFocus
          withinPortal
        >
          <Popover.Target>
            <Button
              size="compact-sm"
              variant="subtle"
              onClick={() => {
                setParts(wanted?.parallelism ?? parallelism);
                rescale.reset();
                setOpen(!isOpen);
              }}
            >
              Change
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <form
              className={classes.ask}
              onSubmit={(event) => {
                event.preventDefault();
                rescale.mutate(parts, { onSuccess: () => setOpen(false) });
              }}
            >
              <p>
                A checkpoint is taken, and the work goes on from it in so many parts. No row is lost or counted twice.
              </p>
              <NumberInput
                label="Parallel parts"
                min={1}
                max={MOST_PARTS}
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
              <Button
                type="submit"
                size="xs"
                loading={rescale.isPending}
                disabled={parts === (wanted?.parallelism ?? parallelism)}
              >
                Go on in {parts === 1 ? "one part" : `${parts} parts`}
              </Button>
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
      {wanted?.waitsFor !== undefined && <span className={classes.waits}>{wanted.waitsFor}.</span>}
    </div>
  );
}
