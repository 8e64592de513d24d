import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { IconTrash } from "../../app/icons";
import rows from "../../app/List.module.css";
import { Moment } from "../../app/Moment";
import { usePorts } from "../../app/Ports";
import { StatusWord } from "../../app/StatusWord";
import { wordsOf } from "../../ports/failures";
import type { PipelineSummary } from "../../ports/PipelineStore";
import classes from "./PipelinesPage.module.css";

/** A pipeline of the list: how it is, when it changed, and a way to remove it. */
export function PipelineRow({ pipeline }: { readonly pipeline: PipelineSummary }) {
  const { workspace } = usePorts();
  const [isAsked, setAsked] = useState(false);
  const { id, name, description, nodes, changedAt, deployment } = pipeline;
  return (
    <li>
      <div className={rows.row}>
        <Link to="/w/$workspace/pipelines/$pipelineId" params={{ workspace, pipelineId: id }} className={classes.open}>
          <span className={classes.words}>
            <span className={classes.name}>{name}</span>
            {description !== "" && <span className={classes.about}>{description}</span>}
          </span>
          {deployment && <StatusWord status={deployment.status} />}
          <span className={`${rows.facts} ${rows.facts}`}>
            {nodes} {nodes === 1 ? "node" : "nodes"} · changed <Moment at={changedAt} />
          </span>
        </Link>
        <Tooltip label="Delete">
          <ActionIcon
            variant="subtle"
            color="var(--mr-text-soft)"
            aria-label={`Delete ${name}`}
            onClick={() => setAsked(!isAsked)}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      {isAsked && <Question pipeline={pipeline} leave={() => setAsked(false)} />}
    </li>
  );
}

function Question({
  pipeline: { id, name, lastRevision },
  leave,
}: {
  readonly pipeline: PipelineSummary;
  readonly leave: () => void;
}) {
  const { pipelines } = usePorts();
  const cache = useQueryClient();
  const [flaw, setFlaw] = useState<string>();
  const remove = async () => {
    try {
      await pipelines.remove(id);
      await cache.invalidateQueries({ queryKey: ["pipelines"] });
    } catch (e) {
      setFlaw(wordsOf(e));
    }
  };
  const revisions =
    lastRevision === undefined ? "" : lastRevision === 1 ? " and its revision" : ` and its ${lastRevision} revisions`;
  return (
    <div className={rows.question} role="alertdialog" aria-label={`Delete ${name}`}>
      <span>
        Delete {name} for good, with its draft{revisions}? Files it wrote stay.{" "}
        {flaw !== undefined && <strong>{flaw}.</strong>}
      </span>
      <Button size="xs" variant="default" onClick={() => void remove()}>
        Delete
      </Button>
      <Button size="xs" variant="subtle" color="var(--mr-text-soft)" onClick={leave}>
        Keep
      </Button>
    </div>
  );
}
