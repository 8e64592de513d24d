import { useComputedColorScheme } from "@mantine/core";
import { Background, ReactFlow, useStore } from "@xyflow/react";
import { useRef } from "react";
import type { Catalogue } from "../../canvas-core/catalogue/catalogue";
import type { PipelineDocument } from "../../canvas-core/document/document";
import { NOTHING, type Selection } from "../../canvas-core/drawing/acts";
import { GRID } from "../../canvas-core/geometry/grid";
import { LARGEST_ZOOM, SMALLEST_ZOOM } from "../../canvas-core/geometry/viewport";
import { LetterLines, useKeptViewport, useRevealed, useTextScale, Zoom } from "../draw";
import drawClasses from "../draw/Draw.module.css";
import { LiveCard, type RunningCard } from "./LiveCard";
import { type FlowingEdge, LiveEdge, labelScaleAt } from "./LiveEdge";
import { useLiveScene } from "./useLiveScene";

const NODE_TYPES = { live: LiveCard };
const EDGE_TYPES = { live: LiveEdge };

/** The running document at the places of the drawing; it can be looked at, not changed. */
export function LiveCanvas({
  document,
  catalogue,
  selection,
  select,
  showData,
}: {
  readonly document: PipelineDocument;
  readonly catalogue: Catalogue;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly showData: () => void;
}) {
  const surface = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const { scene, cards, edges } = useLiveScene(document, catalogue, selection);
  const [chosen] = selection.nodes;
  useKeptViewport(surface, scene.nodes);
  useRevealed(surface, chosen === undefined ? undefined : scene.nodes[chosen]?.rect, false);
  const textScale = useTextScale();
  const labelScale = useStore((state) => Math.round(labelScaleAt(state.transform[2]) * 50) / 50);
  return (
    <div className={drawClasses.surface} ref={surface} style={{ ...textScale, "--label-scale": String(labelScale) }}>
      <ReactFlow<RunningCard, FlowingEdge>
        nodes={cards}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        colorMode={scheme}
        onNodeClick={(_, { id }) => select({ nodes: [id], edges: [] })}
        onEdgeClick={(_, { id }) => {
          select({ nodes: [], edges: [id] });
          showData();
        }}
        onPaneClick={() => select(NOTHING)}
        onNodesChange={(changes) => {
          // By keys: a pointer is heard above.
          const chosen = changes.find((change) => change.type === "select" && change.selected);
          if (chosen?.type === "select") select({ nodes: [chosen.id], edges: [] });
        }}
        onEdgesChange={(changes) => {
          const chosen = changes.find((change) => change.type === "select" && change.selected);
          if (chosen?.type === "select") select({ nodes: [], edges: [chosen.id] });
        }}
        nodesDraggable={false}
        nodesConnectable={false}
        selectionKeyCode={null}
        deleteKeyCode={null}
        minZoom={SMALLEST_ZOOM}
        maxZoom={LARGEST_ZOOM}
        zoomOnDoubleClick={false}
        onlyRenderVisibleElements={document.nodes.length > 100}
        proOptions={{ hideAttribution: true }}
      >
        <Background gap={GRID * 3} size={1.5} color="var(--mr-canvas-dot)" />
        <LetterLines letters={scene.letters} />
      </ReactFlow>
      <Zoom />
    </div>
  );
}
