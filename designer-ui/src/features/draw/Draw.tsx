import { useReactFlow } from "@xyflow/react";
import { type ReactNode, useRef, useState } from "react";
import { usePorts } from "../../app/Ports";
import { newestTypes } from "../../canvas-core/catalogue/catalogue";
import type { Point } from "../../canvas-core/document/document";
import type { Problem } from "../../canvas-core/document/problem";
import { NOTHING, type Selection } from "../../canvas-core/drawing/acts";
import type { Checked } from "../../canvas-core/drawing/checked";
import { type Command, CommandPalette, KeySheet, useCommandKeys } from "../commands";
import type { Sample } from "../data";
import { DropZone } from "../files";
import type { DraftSession, DraftView } from "../pipeline/DraftSession";
import pageClasses from "../pipeline/PipelinePage.module.css";
import { AddMenu } from "./AddMenu";
import { Canvas } from "./Canvas";
import { Palette } from "./Palette";
import { middleOf, useAdding } from "./useAdding";
import { useClipboard } from "./useClipboard";
import { useDrawCommands } from "./useDrawCommands";
import { useDroppedFiles } from "./useDroppedFiles";

/** Palette and canvas, and what drawing does with them. */
export function Draw({
  session,
  view,
  problems,
  checked,
  sample,
  selection,
  select,
  isDragging,
  setDragging,
  showData,
  more,
  children,
}: {
  readonly session: DraftSession;
  readonly view: DraftView;
  readonly problems: readonly Problem[];
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
  readonly checked: Checked | undefined;
  readonly sample: Sample;
  /** Whether a pointer drags nodes. */
  readonly isDragging: boolean;
  readonly setDragging: (isDragging: boolean) => void;
  /** Opens the panel with rows. */
  readonly showData: () => void;
  /** What the page around it can do. */
  readonly more: readonly Command[];
  /** What stands above the canvas. */
  readonly children: ReactNode;
}) {
  const { catalogue } = view;
  const { random } = usePorts().surroundings;
  const surface = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const pointer = useRef<Point>(undefined);
  const flow = useReactFlow();
  const [floating, setFloating] = useState<"keys" | "commands">();
  const [renamed, rename] = useState<string>();
  const adding = useAdding(session, surface, selection, select);
  const clipboard = useClipboard(session, selection, select, () =>
    pointer.current
      ? flow.screenToFlowPosition(pointer.current)
      : middleOf(surface.current, (pixel) => flow.screenToFlowPosition(pixel)),
  );
  const commands = useDrawCommands({
    session,
    view,
    selection,
    select,
    random,
    clipboard,
    quickAdd: adding.openForSelection,
    searchPalette: () => search.current?.focus(),
    rename,
    preview: () => {
      showData();
      sample.run();
    },
    showKeys: () => setFloating(floating === "keys" ? undefined : "keys"),
    showCommands: () => setFloating("commands"),
    leave: () => (floating === undefined ? select(NOTHING) : setFloating(undefined)),
  }).concat(more);
  useCommandKeys(commands);
  const dropped = useDroppedFiles(session, (node) => {
    select({ nodes: [node], edges: [] });
    showData();
  });

  return (
    <>
      <Palette catalogue={catalogue} search={search} add={adding.addFromPalette} />
      <div
        className={pageClasses.canvas}
        ref={surface}
        onPointerMove={({ clientX, clientY }) => {
          pointer.current = { x: clientX, y: clientY };
        }}
        onPointerLeave={() => {
          pointer.current = undefined;
        }}
      >
        <DropZone
          label="Drop a CSV or NDJSON file to read it here"
          drop={(files, at) => void dropped.drop(files, flow.screenToFlowPosition(at))}
        >
          <Canvas
            session={session}
            view={view}
            problems={problems}
            checked={checked}
            sample={sample}
            selection={selection}
            select={select}
            isDragging={isDragging}
            setDragging={setDragging}
            showData={showData}
            types={newestTypes(catalogue)}
            add={adding.add}
            openMenu={adding.open}
            renamed={renamed}
            rename={rename}
          />
        </DropZone>
        {children}
        {adding.menu && <AddMenu {...adding.menu} at={adding.menu.pixel} choose={adding.choose} close={adding.close} />}
        {floating === "keys" && <KeySheet commands={commands} close={() => setFloating(undefined)} />}
        {floating === "commands" && (
          <CommandPalette
            commands={commands}
            document={view.document}
            catalogue={catalogue}
            show={(node) => select({ nodes: [node], edges: [] })}
            close={() => setFloating(undefined)}
          />
        )}
        {dropped.words !== undefined && (
          <output className={pageClasses.dropped} data-failed={dropped.hasFailed || undefined}>
            {dropped.words}
          </output>
        )}
      </div>
    </>
  );
}
