import { counted, lasted, sizeWords } from "../../app/figures";
import { Waiting } from "../../app/Waiting";
import type { CheckpointNode } from "../../ports/DeploymentStore";
import { ReasonWords } from "../deployments/ReasonWords";
import classes from "./Checkpoints.module.css";
import { useCheckpoint } from "./useCheckpoints";

/** What one checkpoint holds, node by node, the largest first; or why it failed. */
export function CheckpointNodes({
  deployment,
  number,
  titleOf,
  choose,
}: {
  readonly deployment: string;
  readonly number: number;
  readonly titleOf: (node: string) => string;
  /** Leads to a node, where there is a drawing to lead to. */
  readonly choose?: ((node: string) => void) | undefined;
}) {
  return (
    <section className={classes.nodes} aria-label={`Checkpoint ${number}`}>
      <h3>Checkpoint {number}</h3>
      <Waiting query={useCheckpoint(deployment, number)}>
        {({ checkpoint, nodes }) => (
          <>
            {checkpoint.reason && <ReasonWords reason={checkpoint.reason} titleOf={titleOf} />}
            {nodes.length > 0 ? (
              <NodeBars nodes={nodes} titleOf={titleOf} choose={choose} />
            ) : (
              !checkpoint.reason && <p className={classes.quiet}>No node had state then.</p>
            )}
          </>
        )}
      </Waiting>
    </section>
  );
}

function NodeBars({
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
