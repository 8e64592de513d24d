import { Words } from "../../app/Words";
import type { Reason } from "../../ports/DeploymentStore";
import classes from "./Deployments.module.css";

/** Why a run went where it went: where, what, and what to do about it. */
export function ReasonWords({
  reason: { message, remedy, nodeId, position },
  titleOf = (node) => node,
}: {
  readonly reason: Reason;
  readonly titleOf?: (node: string) => string;
}) {
  return (
    <div className={classes.reason}>
      <strong>
        {nodeId !== undefined && `${titleOf(nodeId)}: `}
        <Words text={message.replace(/\.?$/, ".")} />
      </strong>
      {position !== undefined && <span>At {position}</span>}
      {remedy !== "" && <span className={classes.remedy}>{remedy}</span>}
    </div>
  );
}
