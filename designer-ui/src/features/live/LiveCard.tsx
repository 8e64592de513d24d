import { type Node as FlowNode, Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import { memo } from "react";
import { categoryColour } from "../../app/category";
import { exact } from "../../app/figures";
import { iconOf } from "../../app/icons";
import { type NodeTypeDescriptor, titleOf } from "../../canvas-core/catalogue/catalogue";
import type { Node } from "../../canvas-core/document/document";
import { meaningOf } from "../../canvas-core/drawing/meaning";
import type { PlacedNode, PlacedPort } from "../../canvas-core/geometry/scene";
import { type Detail, detailAt } from "../../canvas-core/geometry/viewport";
import cardClasses from "../draw/NodeCard.module.css";
import classes from "./LiveCard.module.css";
import { useHasFailed } from "./useHasFailed";
import { useNodeLook } from "./useNodeLook";

export interface LiveCardData extends Record<string, unknown> {
  readonly node: Node;
  readonly type: NodeTypeDescriptor | undefined;
  readonly placed: PlacedNode;
}

export type RunningCard = FlowNode<LiveCardData, "live">;

/**
 * A node of a running pipeline: where its card lies in Draw, with how busy it is instead of what it does. What changes
 * each second is in parts of its own: the card with its ports is not rendered for it.
 */
export const LiveCard = memo(function LiveCard({ data: { node, type, placed }, selected }: NodeProps<RunningCard>) {
  const detail = useStore((state) => detailAt(state.transform[2]));
  const hasFailed = useHasFailed(node.id);
  const Icon = iconOf(type?.icon);
  const label = titleOf(node, type);
  const meaning = type ? meaningOf(type, node.config) : "";
  return (
    <div
      className={cardClasses.card}
      data-detail={detail}
      data-selected={selected || undefined}
      data-problems={hasFailed || undefined}
      style={{ width: placed.rect.width, height: placed.rect.height, "--category": categoryColour(type?.category) }}
    >
      {detail !== "block" && (
        <>
          <div className={cardClasses.bar} />
          <div className={cardClasses.icon}>
            <Icon size={detail === "full" ? 22 : 32} stroke={1.75} />
          </div>
          <div className={`${cardClasses.words} ${classes.words}`}>
            <div className={cardClasses.name}>{label}</div>
            {detail === "full" && <Line id={node.id} />}
          </div>
        </>
      )}
      <Marks id={node.id} detail={detail} words={[label, meaning].filter((line) => line !== "").join("\n")} />
      <Ports side="left" ports={placed.inputs} />
      <Ports side="right" ports={placed.outputs} />
    </div>
  );
});

function Line({ id }: { readonly id: string }) {
  return <div className={cardClasses.meaning}>{useNodeLook(id)?.line ?? "not heard of yet"}</div>;
}

/** All words about a node for who rests on it, its load, and what stands out: failed rows and the bottleneck. */
function Marks({ id, detail, words }: { readonly id: string; readonly detail: Detail; readonly words: string }) {
  const look = useNodeLook(id);
  if (!look) return null;
  return (
    <>
      <div className={classes.cover} title={`${words}\n${look.words}`} />
      {detail !== "block" && look.rowsFailed > 0 && (
        <span className={cardClasses.count}>{exact(look.rowsFailed)} failed</span>
      )}
      {detail !== "block" && look.isRunning && <Load detail={detail} busy={look.busy} blocked={look.blocked} />}
      {look.bottleneck !== undefined && (
        <span className={classes.bottleneck} data-detail={detail} title={`Bottleneck: ${look.bottleneck}`}>
          {detail === "block" ? "!" : "Bottleneck"}
        </span>
      )}
    </>
  );
}

/** What share of its time a node works, and what share it waits for room; the rest it is idle. */
function Load({ detail, busy, blocked }: { readonly detail: Detail; readonly busy: number; readonly blocked: number }) {
  return (
    <div className={classes.load} data-detail={detail} role="img" aria-label={`Busy ${busy} %, waits ${blocked} %`}>
      <span className={classes.busy} style={{ width: `${busy}%` }} />
      <span className={classes.blocked} style={{ width: `${blocked}%` }} />
    </div>
  );
}

function Ports({ side, ports }: { readonly side: "left" | "right"; readonly ports: readonly PlacedPort[] }) {
  return ports.map(({ name, offset }) => (
    <Handle
      key={name}
      id={name}
      type={side === "left" ? "target" : "source"}
      position={side === "left" ? Position.Left : Position.Right}
      className={classes.port ?? ""}
      style={{ top: offset }}
      isConnectable={false}
    />
  ));
}
