import { useCallback, useState } from "react";
import type { Problem } from "../../canvas-core/document/problem";
import { DataPanel, usePreview } from "../data";
import { Draw } from "../draw";
import { type Focus, Inspector } from "../inspector";
import { ProblemList, useProblems } from "../problems";
import { AboutButton } from "./AboutButton";
import type { DraftSession } from "./DraftSession";
import { Notices } from "./Notices";
import { type DrawPanel, PANELS, PanelTabs } from "./PanelTabs";
import { PipelineBar } from "./PipelineBar";
import classes from "./PipelinePage.module.css";
import { useDraftView } from "./useDraftSession";
import { useInspecting } from "./useInspecting";
import { usePageCommands } from "./usePageCommands";
import { usePanel } from "./usePanel";
import { useSelection } from "./useSelection";

/** An open draft: palette, canvas and inspector, and below them its rows or its problems. */
export function Drawing({ id, session }: { readonly id: string; readonly session: DraftSession }) {
  const view = useDraftView(session);
  const { selection, select } = useSelection();
  const { panel, show } = usePanel(PANELS);
  const { problems, checked } = useProblems(id, view);
  const sample = usePreview(id, view);
  const [focus, setFocus] = useState<Focus>();
  const { isOpen, setAboutOpen, isDragging, setDragging } = useInspecting(
    view.document.nodes.some(({ id }) => selection.nodes.includes(id)),
  );

  const lead = useCallback(
    ({ nodeId, fieldPath }: Problem) => {
      select({ nodes: nodeId === undefined ? [] : [nodeId], edges: [] });
      setFocus((before) => ({ path: fieldPath ?? [], round: (before?.round ?? 0) + 1 }));
    },
    [select],
  );
  const commands = usePageCommands(show, () => setAboutOpen(true));
  const toggle = (wanted: DrawPanel) => show(panel === wanted ? undefined : wanted);

  return (
    <div className={classes.page}>
      <PipelineBar id={id} session={session} view={view} problems={problems} panel={panel} toggle={toggle} />
      <Draw
        session={session}
        view={view}
        problems={problems}
        checked={checked}
        sample={sample}
        selection={selection}
        select={select}
        isDragging={isDragging}
        setDragging={setDragging}
        showData={() => show("data")}
        more={commands}
      >
        <Notices session={session} view={view} />
        {!isOpen && <AboutButton open={() => setAboutOpen(true)} />}
      </Draw>
      {isOpen && (
        <aside className={classes.inspector} aria-label="Inspector">
          <Inspector
            session={session}
            view={view}
            problems={problems}
            checked={checked}
            selection={selection}
            focus={focus}
            close={() => setAboutOpen(false)}
          />
        </aside>
      )}
      {panel !== undefined && (
        <section className={classes.bottom} aria-label={panel === "data" ? "Data" : "Problems"}>
          <PanelTabs open={panel} problems={problems.length} show={show} />
          <div className={classes.panel}>
            {panel === "data" ? (
              <DataPanel view={view} selection={selection} sample={sample} checked={checked} />
            ) : (
              <ProblemList
                document={view.document}
                catalogue={view.catalogue}
                problems={problems}
                show={lead}
                fix={({ label, edits }) => session.act({ label: label.replaceAll("`", ""), edits })}
              />
            )}
          </div>
        </section>
      )}
    </div>
  );
}
