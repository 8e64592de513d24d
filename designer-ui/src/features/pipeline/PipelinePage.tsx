import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { ReactFlowProvider } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import page from "../../app/Page.module.css";
import { Failed } from "../../app/Waiting";
import { checkDrawing } from "../../canvas-core/drawing/check";
import { Draw } from "../draw/Draw";
import { Inspector } from "../inspector/Inspector";
import { ProblemList } from "../problems/ProblemList";
import type { DraftSession } from "./DraftSession";
import { PipelineBar } from "./PipelineBar";
import classes from "./PipelinePage.module.css";
import { useDraftSession, useDraftView } from "./useDraftSession";
import { useSelection } from "./useSelection";

/** A pipeline, to be drawn. */
export function PipelinePage() {
  const { pipelineId } = useParams({ from: "/w/$workspace/pipelines/$pipelineId" });
  const { draft, retry } = useDraftSession(pipelineId);
  if (draft.state === "open") {
    return (
      <ReactFlowProvider>
        <Drawing key={pipelineId} session={draft.session} />
      </ReactFlowProvider>
    );
  }
  return (
    <div className={page.page}>
      {draft.state === "failed" ? (
        <Failed failure={draft.failure} again={retry} />
      ) : (
        <p className={page.quiet} aria-busy="true">
          Loading …
        </p>
      )}
    </div>
  );
}

function Drawing({ session }: { readonly session: DraftSession }) {
  const view = useDraftView(session);
  const { document, catalogue } = view;
  const { selection, select } = useSelection();
  const { panel, togglePanel } = usePanel();
  const problems = useMemo(() => checkDrawing(document, catalogue), [document, catalogue]);
  return (
    <div className={classes.page}>
      <PipelineBar session={session} view={view} problems={problems.length} toggleProblems={togglePanel} />
      <Draw session={session} view={view} problems={problems} selection={selection} select={select} />
      <aside className={classes.inspector} aria-label="Inspector">
        <Inspector session={session} view={view} problems={problems} selection={selection} />
      </aside>
      {panel === "problems" && (
        <section className={classes.bottom} aria-label="Problems">
          <ProblemList
            document={document}
            catalogue={catalogue}
            problems={problems}
            close={togglePanel}
            show={(node) => select({ nodes: [node], edges: [] })}
          />
        </section>
      )}
    </div>
  );
}

function usePanel() {
  const { panel } = useSearch({ from: "/w/$workspace/pipelines/$pipelineId" });
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  const togglePanel = useCallback(
    () =>
      void navigate({
        replace: true,
        search: ({ panel: open, ...rest }) => (open ? rest : { ...rest, panel: "problems" }),
      }),
    [navigate],
  );
  return { panel, togglePanel };
}
