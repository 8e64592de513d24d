import { Button } from "@mantine/core";
import { IconPlayerPlay } from "../../app/icons";
import { Words } from "../../app/Words";
import { type Endpoint, edgeKey, type PipelineDocument } from "../../canvas-core/document/document";
import type { Selection } from "../../canvas-core/drawing/acts";
import { type Checked, schemaAt } from "../../canvas-core/drawing/checked";
import { portsOf, titleIn } from "../../canvas-core/drawing/connections";
import type { DraftView } from "../pipeline/DraftSession";
import classes from "./DataPanel.module.css";
import { PortRows } from "./PortRows";
import { sampleWords } from "./sampleWords";
import type { Sample } from "./usePreview";

/** The rows at what is selected: of an edge those that come along it, of a node what goes in beside what comes out. */
export function DataPanel({
  view,
  selection,
  sample,
  checked,
}: {
  readonly view: DraftView;
  readonly selection: Selection;
  readonly sample: Sample;
  readonly checked: Checked | undefined;
}) {
  const { document, catalogue } = view;
  const sides = sidesOf(view, selection);
  const rowsAt = (outputs: readonly Endpoint[], title: string) => (
    <PortRows
      key={title}
      title={title}
      outputs={outputs.map((output) => ({
        key: `${output.node}.${output.port}`,
        name: nameOf(view, output),
        rows: sample.preview?.ports.find(({ node, port }) => node === output.node && port === output.port),
        eventTime: schemaAt(checked, "output", output.node, output.port)?.eventTime,
      }))}
      isStale={sample.isStale || sample.isRunning}
    />
  );
  const node = document.nodes.find(({ id }) => selection.nodes[0] === id);
  const figures = sample.preview?.nodes.find((known) => known.node === node?.id);
  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        <output className={classes.chip} data-stale={sample.isStale || sample.failure !== undefined || undefined}>
          <Words text={sampleWords(sample)} />
        </output>
        {figures !== undefined && figures.rowsFailed > 0 && node && (
          <span className={classes.failed} role="alert">
            {figures.rowsFailed.toLocaleString()} rows failed in {titleIn(catalogue, node)}: {figures.errors[0]}
          </span>
        )}
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPlayerPlay size={14} />}
          loading={sample.isRunning}
          onClick={sample.run}
        >
          Run sample (P)
        </Button>
      </div>
      {sides === undefined ? (
        <p className={classes.hint}>Select a node or an edge to see its rows.</p>
      ) : (
        <div className={classes.sides} data-count={sides.length}>
          {sides.map(({ title, outputs }) => rowsAt(outputs, title))}
        </div>
      )}
    </div>
  );
}

interface Side {
  readonly title: string;
  /** The outputs whose rows are shown, one at a time. */
  readonly outputs: readonly Endpoint[];
}

function sidesOf({ document, catalogue }: DraftView, selection: Selection): readonly Side[] | undefined {
  const edge = document.edges.find((known) => selection.edges.includes(edgeKey(known)));
  const node = document.nodes.find(({ id }) => id === selection.nodes[0]);
  if (node && selection.nodes.length === 1) {
    const inputs = document.edges.filter(({ to }) => to.node === node.id).map(({ from }) => from);
    const outputs = portsOf(catalogue, node).outputs.map(({ name }) => ({ node: node.id, port: name }));
    return [
      ...(inputs.length > 0 ? [{ title: "Input", outputs: inputs }] : []),
      ...(outputs.length > 0 ? [{ title: "Output", outputs }] : []),
    ];
  }
  return edge && selection.nodes.length === 0 ? [{ title: "Rows", outputs: [edge.from] }] : undefined;
}

function nameOf(
  { document, catalogue }: { document: PipelineDocument; catalogue: DraftView["catalogue"] },
  at: Endpoint,
): string {
  const node = document.nodes.find(({ id }) => id === at.node);
  const title = node ? titleIn(catalogue, node) : at.node;
  return node && portsOf(catalogue, node).outputs.length > 1 ? `${title} · ${at.port}` : title;
}
