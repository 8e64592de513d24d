import { counted, lasted, sizeWords } from "../../app/figures";
import type { CheckpointNode } from "../../ports/DeploymentStore";
import classes from "./Checkpoints.module.css";

/** What a checkpoint holds of each node, the largest first, and in it what was written for this one. */
export function NodeShares({
  nodes,
  titleOf,
  choose,
}: {
  readonly nodes: readonly CheckpointNode[];
  readonly titleOf: (node: string) => string;
  readonly choose?: ((node: string) => void) | undefined;
}) {
  const largest = Math.max(1, ...nodes.map(({ bytes }) => bytes));
  return (
    <ul className={classes.shares}>
      {nodes
        .toSorted((one, other) => other.bytes - one.bytes)
        .map(({ node, bytes, rows, increment, alignMs, stallMs }) => (
          <li key={node}>
            <div className={classes.shareHead}>
              {choose ? (
                <button type="button" className={classes.toNode} onClick={() => choose(node)}>
                  {titleOf(node)}
                </button>
              ) : (
                <strong>{titleOf(node)}</strong>
              )}
              <span className={classes.amount}>
                {sizeWords(bytes)} · {counted(rows, "row")}
              </span>
            </div>
            <div className={classes.share} aria-hidden="true">
              <span style={{ width: `${(bytes / largest) * 100}%` }}>
                <span style={{ width: `${(Math.min(increment, bytes) / Math.max(1, bytes)) * 100}%` }} />
              </span>
            </div>
            <span className={classes.quiet}>
              {sizeWords(increment)} written · align {lasted(alignMs)} · stall {lasted(stallMs)}
            </span>
          </li>
        ))}
    </ul>
  );
}
