import { type Node as FlowNode, Handle, type NodeProps, Position, useStore } from "@xyflow/react";
import { Fragment, memo, use } from "react";
import { categoryColour } from "../../app/category";
import { iconOf } from "../../app/icons";
import { type NodeTypeDescriptor, titleOf } from "../../canvas-core/catalogue/catalogue";
import type { Node } from "../../canvas-core/document/document";
import { meaningOf } from "../../canvas-core/drawing/meaning";
import type { PlacedNode, PlacedPort } from "../../canvas-core/geometry/scene";
import { detailAt } from "../../canvas-core/geometry/viewport";
import { FittingPorts } from "./FittingPorts";
import { NameField } from "./NameField";
import classes from "./NodeCard.module.css";
import { PlusButton } from "./PlusButton";
import { Renaming } from "./Renaming";

/** The output that goes without saying; the others have names beside it. */
const MAIN = "out";

export interface CardData extends Record<string, unknown> {
  readonly node: Node;
  readonly type: NodeTypeDescriptor | undefined;
  readonly placed: PlacedNode;
  /** The outputs that edges leave from. */
  readonly ties: readonly string[];
  readonly problems: readonly string[];
}

export type Card = FlowNode<CardData, "card">;

/** A node on the canvas: what it is called and what it does, with its ports; less of it when seen from afar. */
export const NodeCard = memo(function NodeCard({ data, selected }: NodeProps<Card>) {
  const { node, type, placed, ties, problems } = data;
  // Rendered again only when the detail changes, not at every step of a zoom.
  const seen = useStore((state) => detailAt(state.transform[2]));
  const isRenamed = use(Renaming).node === node.id;
  const detail = isRenamed && seen === "block" ? "compact" : seen;
  const Icon = iconOf(type?.icon);
  const label = titleOf(node, type);
  const meaning = type ? meaningOf(type, node.config) : "";
  return (
    <div
      className={classes.card}
      data-detail={detail}
      data-selected={selected || undefined}
      data-problems={problems.length > 0 || undefined}
      style={{ width: placed.rect.width, height: placed.rect.height, "--category": categoryColour(type?.category) }}
      title={[label, meaning, ...problems].filter((line) => line !== "").join("\n")}
    >
      {detail !== "block" && (
        <>
          <div className={classes.bar} />
          <div className={classes.icon}>
            <Icon size={detail === "full" ? 22 : 32} stroke={1.75} />
          </div>
          <div className={classes.words}>
            {isRenamed ? (
              <NameField name={node.name} placeholder={type?.name ?? node.type} />
            ) : (
              <div className={classes.name}>{label}</div>
            )}
            {detail === "full" && (
              <div className={classes.meaning}>{meaning !== "" ? meaning : (type?.name ?? node.type)}</div>
            )}
          </div>
          {problems.length > 0 && <span className={classes.count}>{problems.length}</span>}
        </>
      )}
      <Ports side="left" node={node.id} ports={placed.inputs} isNamed={detail === "full"} />
      <Ports side="right" node={node.id} ports={placed.outputs} isNamed={detail === "full"} />
      {detail === "full" &&
        placed.outputs
          .filter(({ name }) => !ties.includes(name))
          .map((port) => (
            <div key={port.name} className={classes.plus} style={{ top: port.offset }}>
              <PlusButton
                growth={{ kind: "after", from: { node: node.id, port: port.name } }}
                {...wordsOf(label, port)}
              />
            </div>
          ))}
    </div>
  );
});

/** What the `+` of an output is called: `Add after Late arrivals`, and which output where its name is told. */
function wordsOf(title: string, port: PlacedPort): { readonly label: string; readonly words?: string } {
  if (port.name === MAIN) return { label: `Add after ${title}` };
  const words = nameOf(port);
  return { label: `Add after ${title}, at ${words}`, words };
}

/** What to call a port before people. */
function nameOf({ name, summary, role }: PlacedPort): string {
  return summary !== "" && role === "rows" && !summary.includes(".") ? summary : name;
}

function Ports({
  node,
  side,
  ports,
  isNamed,
}: {
  readonly node: string;
  readonly side: "left" | "right";
  readonly ports: readonly PlacedPort[];
  readonly isNamed: boolean;
}) {
  const fitting = use(FittingPorts);
  return ports.map((port, index) => (
    <Fragment key={port.name}>
      <Handle
        id={port.name}
        type={side === "left" ? "target" : "source"}
        position={side === "left" ? Position.Left : Position.Right}
        className={classes.port}
        style={{ top: port.offset }}
        aria-label={`${side === "left" ? "Input" : "Output"} ${port.name}`}
        data-fits={fitting && side === "left" ? (fitting.has(`${node}.${port.name}`) ? "yes" : "no") : undefined}
      />
      {isNamed && ports.length > 1 && port.name !== MAIN && (
        <span
          className={classes.portName}
          data-side={side}
          // Off the edges: above its own, the last one below.
          style={{ top: port.offset + (index === ports.length - 1 ? 4 : -24) }}
        >
          {nameOf(port)}
        </span>
      )}
    </Fragment>
  ));
}
