import { Button } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { sizeWords } from "../../app/figures";
import { usePorts } from "../../app/Ports";
import { wordsOf } from "../../ports/failures";
import type { Savepoint } from "../../ports/SavepointStore";
import classes from "./Savepoints.module.css";
import { useFork } from "./useFork";
import { useSavepointsChanged } from "./useSavepoints";

/** What can be done with a savepoint: start from it, here or in a pipeline of its own, download and delete it. */
export function SavepointActs({
  savepoint,
  pipeline,
  left,
}: {
  readonly savepoint: Savepoint;
  readonly pipeline: string;
  readonly left: () => void;
}) {
  const { workspace, savepoints } = usePorts();
  const [isAsked, setAsked] = useState(false);
  const fork = useFork(pipeline, savepoint);
  const { id, name, state } = savepoint;
  return (
    <>
      <div className={classes.acts}>
        {state === "complete" && (
          <>
            <Link
              className={classes.start}
              to="/w/$workspace/pipelines/$pipelineId"
              params={{ workspace, pipelineId: pipeline }}
              search={{ savepoint: id }}
            >
              Start from this …
            </Link>
            <Button size="xs" variant="default" loading={fork.isPending} onClick={() => fork.mutate()}>
              Fork into a new pipeline
            </Button>
            <Button size="xs" variant="default" component="a" href={savepoints.address(id)} download={`${name}.zip`}>
              Download
            </Button>
          </>
        )}
        <Button size="xs" variant="default" aria-expanded={isAsked} onClick={() => setAsked(!isAsked)}>
          {state === "inProgress" ? "Give it up" : "Delete"}
        </Button>
      </div>
      {fork.error && (
        <span className={classes.failure} role="alert">
          {wordsOf(fork.error)}.
        </span>
      )}
      {isAsked && <Question savepoint={savepoint} left={left} keep={() => setAsked(false)} />}
    </>
  );
}

function Question({
  savepoint: { id, name, state, bytes },
  left,
  keep,
}: {
  readonly savepoint: Savepoint;
  readonly left: () => void;
  readonly keep: () => void;
}) {
  const { savepoints } = usePorts();
  const changed = useSavepointsChanged();
  const remove = useMutation({
    mutationFn: () => savepoints.remove(id),
    onSuccess: async () => {
      left();
      await changed();
    },
  });
  const isMade = state === "inProgress";
  const size = bytes === undefined ? "" : `, ${sizeWords(bytes)}`;
  return (
    <div className={classes.question} role="alertdialog" aria-label={`Delete ${name}`}>
      <span>
        {isMade
          ? "What is written so far is deleted. The deployment runs on."
          : `Delete it for good${size}? Nothing can start from it then; what did runs on.`}
      </span>
      {remove.error && (
        <span className={classes.failure} role="alert">
          {wordsOf(remove.error)}.
        </span>
      )}
      <div className={classes.acts}>
        <Button size="xs" variant="default" color="var(--mr-bad)" onClick={() => remove.mutate()}>
          {isMade ? "Give up" : "Delete for good"}
        </Button>
        <Button size="xs" variant="subtle" color="var(--mr-text-soft)" onClick={keep}>
          Keep
        </Button>
      </div>
    </div>
  );
}
