import { exact, percent, rate } from "../../app/figures";
import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import { findType } from "../../canvas-core/catalogue/catalogue";
import type { Node } from "../../canvas-core/document/document";
import { titleIn } from "../../canvas-core/drawing/connections";
import { meaningOf } from "../../canvas-core/drawing/meaning";
import { ReasonWords } from "../deployments";
import classes from "./Live.module.css";
import { stateWords } from "./nodeLook";
import { useNodeLook } from "./useNodeLook";
import { useWatchedDeployment } from "./useWatchedDeployment";

/** The figures of one node, and the first rows that failed in it. */
export function NodeFacts({ node, catalogue }: { readonly node: Node; readonly catalogue: Catalogue }) {
  const deployment = useWatchedDeployment();
  const look = useNodeLook(node.id);
  const type = findType(catalogue, node.type, node.typeVersion);
  const title = titleIn(catalogue, node);
  const figures = deployment.nodes.find((known) => known.node === node.id);
  const facts = figures && [
    ["Rows in", exact(figures.rowsIn), rate(figures.rowsPerSecondIn)],
    ["Rows out", exact(figures.rowsOut), rate(figures.rowsPerSecondOut)],
    ["Rows failed", exact(figures.rowsFailed)],
    ["Rows late", exact(figures.rowsLate)],
    ["Busy", percent(figures.busy)],
    ["Waits for room", percent(figures.blocked)],
    ["Idle", percent(figures.idle)],
    ...(figures.stateBytes > 0 ? [["State", stateWords(figures)]] : []),
  ];
  return (
    <aside className={classes.side} aria-label={`Figures of ${title}`}>
      <h2>{title}</h2>
      <p>{(type && meaningOf(type, node.config)) || (type?.name ?? node.type)}</p>
      {look?.bottleneck !== undefined && <p>Bottleneck: {look.bottleneck}.</p>}
      {facts === undefined ? (
        <p>Nothing is heard of it yet.</p>
      ) : (
        <dl className={classes.facts}>
          {facts.map(([name, value, more]) => (
            <Fact key={name} name={name ?? ""} value={[value, more].filter(Boolean).join(" · ")} />
          ))}
          {figures?.watermark && (
            <Fact name="Event time" value={figures.watermark.toISOString().slice(0, 19).replace("T", " ")} />
          )}
        </dl>
      )}
      {figures !== undefined && figures.firstErrors.length > 0 && (
        <ul className={classes.errors} aria-label="The first rows that failed">
          {figures.firstErrors.slice(0, 5).map((reason) => (
            <li key={`${reason.message} ${reason.position ?? ""}`}>
              <ReasonWords reason={reason} />
            </li>
          ))}
        </ul>
      )}
    </aside>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
