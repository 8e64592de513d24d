import { NativeSelect } from "@mantine/core";
import { IconX } from "../../app/icons";
import { type Edge, edgeKey, type Node } from "../../canvas-core/document/document";
import { connect } from "../../canvas-core/drawing/acts";
import { fittingTargets, portsOf, titleIn } from "../../canvas-core/drawing/connections";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import classes from "./Inspector.module.css";
import { ElementAct } from "./ObjectFields";

/** The edges at a node in words, for those who draw without a pointer too. */
export function Links({
  session,
  view,
  node,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly node: Node;
}) {
  const { document, catalogue } = view;
  const { inputs, outputs } = portsOf(catalogue, node);
  const remove = (edge: Edge) => session.act({ label: "Disconnect", edits: [{ edit: "removeEdge", edge }] });
  return (
    <>
      {inputs.length > 0 && (
        <section className={classes.links} aria-label="Inputs">
          <h3>Rows come from</h3>
          {document.edges
            .filter((edge) => edge.to.node === node.id)
            .map((edge) => (
              <div key={edgeKey(edge)} className={classes.link}>
                <span>{endName(view, edge.from, edge.from.port !== "out")}</span>
                <ElementAct label={`Disconnect ${endName(view, edge.from, true)}`} run={() => remove(edge)}>
                  <IconX size={14} />
                </ElementAct>
              </div>
            ))}
        </section>
      )}
      {outputs.map((port) => {
        const from = { node: node.id, port: port.name };
        const targets = fittingTargets(document, catalogue, from);
        return (
          <section key={port.name} className={classes.links} aria-label={`Output ${port.name}`}>
            <h3>
              {outputs.length > 1
                ? `Rows at ${port.summary && port.role === "rows" && !port.summary.includes(".") ? port.summary : port.name} go to`
                : "Rows go to"}
            </h3>
            {document.edges
              .filter((edge) => edge.from.node === node.id && edge.from.port === port.name)
              .map((edge) => (
                <div key={edgeKey(edge)} className={classes.link}>
                  <span>{endName(view, edge.to, edge.to.port !== "in")}</span>
                  <ElementAct label={`Disconnect ${endName(view, edge.to, true)}`} run={() => remove(edge)}>
                    <IconX size={14} />
                  </ElementAct>
                </div>
              ))}
            {targets.length > 0 && (
              <NativeSelect
                size="xs"
                aria-label={`Connect ${port.name} to`}
                value=""
                data={[
                  { value: "", label: "Connect to …" },
                  ...targets.map((to, index) => ({
                    value: String(index),
                    label: endName(view, to, to.port !== "in"),
                  })),
                ]}
                onChange={(event) => {
                  const to = targets[Number(event.currentTarget.value)];
                  if (event.currentTarget.value !== "" && to) session.act(connect({ from, to }));
                }}
              />
            )}
          </section>
        );
      })}
    </>
  );
}

function endName({ document, catalogue }: DraftView, end: Edge["from"], withPort: boolean): string {
  const node = document.nodes.find(({ id }) => id === end.node);
  const name = node ? titleIn(catalogue, node) : end.node;
  return withPort ? `${name} · ${end.port}` : name;
}
