import { NativeSelect } from "@mantine/core";
import { useMemo } from "react";
import { categoryColour } from "../../app/category";
import { IconX, iconOf } from "../../app/icons";
import { usePorts } from "../../app/Ports";
import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";
import { type Edge, edgeKey, type Node } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import { connect } from "../../canvas-core/drawing/acts";
import { fittingTargets, portsOf, titleIn } from "../../canvas-core/drawing/connections";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import { Fields } from "./Fields";
import { FormContext } from "./FormContext";
import { formOf } from "./formOf";
import classes from "./Inspector.module.css";
import { ElementAct } from "./ObjectFields";
import { useCommitted } from "./useCommitted";

/** One node: its name, what is wrong with it, its form, and where its rows come from and go. */
export function NodeInspector({
  session,
  view,
  node,
  type,
  problems,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly node: Node;
  readonly type: NodeTypeDescriptor | undefined;
  readonly problems: readonly Problem[];
}) {
  const { random } = usePorts().surroundings;
  const form = useMemo(
    () => (type ? formOf(session, node, type, problems, random) : undefined),
    [session, node, type, problems, random],
  );
  const name = useCommitted(node.name, (text) =>
    session.act({ label: "Rename", edits: [{ edit: "renameNode", node: node.id, name: text.trim() }] }),
  );
  const Icon = iconOf(type?.icon);
  const unplaced = problems.filter((problem) => problem.fieldPath?.[0]?.key !== "config");
  return (
    <>
      <div className={classes.head}>
        <span className={classes.icon}>
          <Icon size={22} stroke={1.75} color={categoryColour(type?.category)} />
        </span>
        <div className={classes.title}>
          <input
            {...name}
            className={classes.name}
            aria-label="Name of the node"
            placeholder={type?.name ?? node.type}
            spellCheck={false}
          />
          <p className={classes.summary}>{type?.summary ?? `The node type ${node.type} is not known here.`}</p>
        </div>
      </div>
      {unplaced.length > 0 && (
        <div className={classes.unplaced}>
          <ul className={classes.problems}>
            {unplaced.map((problem) => (
              <li key={problem.message}>{problem.message}</li>
            ))}
          </ul>
        </div>
      )}
      {form && type && (
        <FormContext value={form}>
          <form
            className={classes.form}
            aria-label={`Settings of ${node.name || type.name}`}
            onSubmit={(event) => event.preventDefault()}
          >
            <Fields fields={type.configSchema.fields} config={node.config} at={[]} />
          </form>
        </FormContext>
      )}
      <Links session={session} view={view} node={node} />
    </>
  );
}

/** The edges at a node in words, for those who draw without a pointer too. */
function Links({
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
