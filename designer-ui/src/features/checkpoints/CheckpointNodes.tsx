import { Waiting } from "../../app/Waiting";
import { ReasonWords } from "../deployments/ReasonWords";
import classes from "./Checkpoints.module.css";
import { NodeShares } from "./NodeShares";
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
              <NodeShares nodes={nodes} titleOf={titleOf} choose={choose} />
            ) : (
              !checkpoint.reason && <p className={classes.quiet}>No node had state then.</p>
            )}
          </>
        )}
      </Waiting>
    </section>
  );
}
