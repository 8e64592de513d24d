import { useMemo } from "react";
import page from "../../app/Page.module.css";
import { Waiting } from "../../app/Waiting";
import type { Selection } from "../../canvas-core/drawing/acts";
import { titleIn } from "../../canvas-core/drawing/connections";
import { useRevision } from "../deployments";
import type { DraftView } from "../pipeline/DraftSession";
import { usePanel } from "../pipeline/usePanel";
import { DiffersChip } from "./DiffersChip";
import { HealthStrip } from "./HealthStrip";
import { Hearing } from "./Hearing";
import classes from "./Live.module.css";
import { LiveActs } from "./LiveActs";
import { LiveCanvas } from "./LiveCanvas";
import { LivePanel } from "./LivePanel";
import { NodeFacts } from "./NodeFacts";
import { LIVE_PANELS } from "./panels";
import type { Watched } from "./useWatched";

/** A deployment on the drawing of its revision: health above it, figures on it and beside it, rows below it. */
export function Watching({
  id,
  watched,
  view: { document: draft, catalogue },
  selection,
  select,
}: {
  readonly id: string;
  readonly watched: Watched;
  readonly view: DraftView;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
}) {
  const revision = useRevision(id, watched.revision);
  const { panel, show } = usePanel(LIVE_PANELS);
  const running = revision.data;
  const titleOf = useMemo(() => {
    const titles = new Map(running?.nodes.map((node) => [node.id, titleIn(catalogue, node)]));
    return (node: string) => titles.get(node) ?? node;
  }, [running, catalogue]);
  if (running === undefined) {
    return (
      <div className={page.page}>
        <Waiting query={revision}>{() => null}</Waiting>
      </div>
    );
  }
  const askWhy = (node: string) => {
    select({ nodes: [node], edges: [] });
    show("why");
  };
  const chosen = running.nodes.find((node) => node.id === selection.nodes[0]);
  return (
    <Hearing id={watched.id} titleOf={titleOf}>
      <LiveActs panel={panel} show={show} />
      <div className={classes.page}>
        <HealthStrip
          titleOf={titleOf}
          timeZone={running.settings.timeZone}
          show={(node) => select({ nodes: [node], edges: [] })}
          askWhy={askWhy}
        >
          <DiffersChip id={id} running={running} draft={draft} />
        </HealthStrip>
        <div className={classes.canvas}>
          <LiveCanvas
            document={running}
            catalogue={catalogue}
            selection={selection}
            select={select}
            showData={() => show("data")}
          />
        </div>
        {chosen && <NodeFacts node={chosen} catalogue={catalogue} />}
        {panel !== undefined && (
          <LivePanel
            panel={panel}
            show={show}
            deployment={watched.id}
            document={running}
            catalogue={catalogue}
            selection={selection}
            titleOf={titleOf}
            choose={(node) => select({ nodes: [node], edges: [] })}
            askWhy={askWhy}
          />
        )}
      </div>
    </Hearing>
  );
}
