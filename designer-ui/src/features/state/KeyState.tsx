import { useState } from "react";
import { Waiting } from "../../app/Waiting";
import type { Deployment, KeyOfNode } from "../../ports/DeploymentStore";
import { NotThere } from "../../ports/failures";
import { FoundStates } from "./FoundStates";
import { KeyForm } from "./KeyForm";
import classes from "./State.module.css";
import { useKeyedStates } from "./useKeyState";
import { nodesOf } from "./words";

/** A node and a key, and what the last checkpoint holds of that along the drawing. Nothing in it can be changed. */
export function KeyState({
  deployment,
  node,
  titleOf,
  choose,
}: {
  readonly deployment: Deployment;
  /** The node that is selected. */
  readonly node: string | undefined;
  readonly titleOf: (node: string) => string;
  readonly choose: (node: string) => void;
}) {
  const query = useKeyedStates(deployment.id, deployment.checkpoints?.last?.number);
  const [asked, ask] = useState<KeyOfNode & { readonly round: number }>();
  if (query.error instanceof NotThere) {
    return (
      <p className={classes.hint}>
        There is no checkpoint yet. State is shown as the last checkpoint holds it, so the first one has to come about.
      </p>
    );
  }
  return (
    <Waiting query={query}>
      {({ checkpoint, states }) =>
        states.length === 0 ? (
          <p className={classes.hint}>No node of this pipeline keeps state by a key.</p>
        ) : (
          <div className={classes.panel}>
            <KeyForm
              states={nodesOf(states)}
              selected={node}
              titleOf={titleOf}
              look={(key) => {
                ask((before) => ({ ...key, round: (before?.round ?? 0) + 1 }));
              }}
            />
            <FoundStates
              deployment={deployment.id}
              last={deployment.checkpoints?.last?.number ?? checkpoint}
              asked={asked}
              titleOf={titleOf}
              choose={choose}
            />
          </div>
        )
      }
    </Waiting>
  );
}
