import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import { edgeKey, type PipelineDocument } from "../../canvas-core/document/document";
import type { Selection } from "../../canvas-core/drawing/acts";
import panelClasses from "./LivePanel.module.css";
import { Results } from "./Results";
import { TapRows } from "./TapRows";
import { tapPlace } from "./tapPlace";
import { useIsActive } from "./useIsActive";

/** Rows at what is selected: those that pass while it runs and, of a file that was written, the result. */
export function LiveData({
  deployment,
  document,
  catalogue,
  selection,
  titleOf,
  askWhy,
}: {
  readonly deployment: string;
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly selection: Selection;
  readonly titleOf: (node: string) => string;
  /** Has it said why no rows come. */
  readonly askWhy: (node: string) => void;
}) {
  const isRunning = useIsActive();
  const place = tapPlace(document, catalogue, selection);
  if (!place) return <p className={panelClasses.hint}>No row passes here: nothing is connected.</p>;
  const { at, sink } = place;
  const several = document.edges.filter(({ from }) => from.node === at.node && from.port !== at.port).length > 0;
  const from = several ? `${titleOf(at.node)} · ${at.port}` : titleOf(at.node);
  const title = sink ? `What reaches ${titleOf(sink.id)}` : `What leaves ${from}`;
  if (!isRunning) {
    return sink ? (
      <Results sink={sink} title={titleOf(sink.id)} />
    ) : (
      <p className={panelClasses.hint}>
        It does not run any more, so no rows pass here. Select a sink to see what it has written.
      </p>
    );
  }
  const edge = document.edges.find(({ from: end }) => end.node === at.node && end.port === at.port);
  return (
    <TapRows
      topic={`tap/${deployment}/${at.node}/${at.port}`}
      title={title}
      edge={edge ? edgeKey(edge) : ""}
      askWhy={() => askWhy(at.node)}
    />
  );
}
