import { Button, Popover } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { isError, type Problem } from "../../canvas-core/document/problem";
import type { DraftView } from "../pipeline/DraftSession";
import classes from "./Deploy.module.css";
import { DeployForm } from "./DeployForm";
import { useDeploy } from "./useDeploy";

/** The way to a running pipeline: a small panel below the button, or the problems that stand in the way. */
export function DeployButton({
  id,
  view,
  problems,
  showProblems,
}: {
  readonly id: string;
  readonly view: DraftView;
  readonly problems: readonly Problem[];
  readonly showProblems: () => void;
}) {
  const { savepoint } = useSearch({ from: "/w/$workspace/pipelines/$pipelineId" });
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  const [isOpen, setOpen] = useState(savepoint !== undefined);
  const deploy = useDeploy(id, view);
  const errors = problems.filter(isError).length;
  const change = (open: boolean) => {
    if (open) deploy.reset();
    else if (savepoint !== undefined) void navigate({ replace: true, search: ({ savepoint: _, ...rest }) => rest });
    setOpen(open);
  };
  return (
    <Popover opened={isOpen} onChange={change} position="bottom-end" width={400} trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant={isOpen ? "default" : "filled"} onClick={() => change(!isOpen)}>
          Deploy
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {view.document.nodes.length === 0 ? (
          <p className={classes.words}>There is nothing to deploy yet: the canvas is empty.</p>
        ) : errors > 0 ? (
          <div className={classes.panel}>
            <p className={classes.words}>
              {errors === 1 ? "One problem keeps" : `${errors} problems keep`} this pipeline from being deployed.
            </p>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                setOpen(false);
                showProblems();
              }}
            >
              Show {errors === 1 ? "it" : "them"}
            </Button>
          </div>
        ) : (
          <DeployForm view={view} deploy={deploy} savepoint={savepoint} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
