import type { ConnectionLineComponentProps } from "@xyflow/react";
import { use } from "react";
import { route, svgPath } from "../../canvas-core/geometry/route";
import type { Card } from "./NodeCard";
import { WhyNot } from "./WhyNot";

/** The edge that is being drawn; over an input that it may not end at, it says why. */
export function GrowingEdge({
  fromX,
  fromY,
  toX,
  toY,
  fromNode,
  fromHandle,
  toNode,
  toHandle,
  connectionStatus,
}: ConnectionLineComponentProps<Card>) {
  const whyNot = use(WhyNot);
  const isRefused = connectionStatus === "invalid" && toNode !== null && toHandle !== null;
  const reason = isRefused
    ? whyNot({
        from: { node: fromNode.id, port: fromHandle.id ?? "" },
        to: { node: toNode.id, port: toHandle.id ?? "" },
      })
    : undefined;
  return (
    <>
      <path
        d={svgPath(route({ x: fromX, y: fromY }, { x: toX, y: toY }))}
        fill="none"
        stroke={isRefused ? "var(--mr-bad)" : "var(--mr-accent)"}
        strokeWidth={2}
        strokeDasharray={isRefused ? "4 4" : undefined}
      />
      {reason !== undefined && (
        <text x={toX} y={toY - 20} textAnchor="middle" fill="var(--mr-bad)" fontSize={13} fontWeight={600}>
          {reason}
        </text>
      )}
    </>
  );
}
