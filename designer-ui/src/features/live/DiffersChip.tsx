import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { usePorts } from "../../app/Ports";
import type { PipelineDocument } from "../../canvas-core/document/document";
import { differentNodes } from "./differences";
import classes from "./Live.module.css";

/** Says when the draft is not what runs, and leads to the nodes that differ. */
export function DiffersChip({
  id,
  running,
  draft,
}: {
  readonly id: string;
  readonly running: PipelineDocument;
  readonly draft: PipelineDocument;
}) {
  const { workspace } = usePorts();
  const nodes = useMemo(() => differentNodes(running, draft), [running, draft]);
  const drawn = nodes.filter((node) => draft.nodes.some((known) => known.id === node));
  if (nodes.length === 0) return null;
  return (
    <span className={classes.differs}>
      Draft differs: {nodes.length === 1 ? "1 node" : `${nodes.length} nodes`} ·
      <Link
        to="/w/$workspace/pipelines/$pipelineId"
        params={{ workspace, pipelineId: id }}
        search={drawn.length > 0 ? { select: drawn.join(",") } : {}}
      >
        Show
      </Link>
    </span>
  );
}
