import { useParams, useSearch } from "@tanstack/react-router";
import { ReactFlowProvider } from "@xyflow/react";
import page from "../../app/Page.module.css";
import { Failed } from "../../app/Waiting";
import { Drawing } from "./Drawing";
import { Running } from "./Running";
import { useDraftSession } from "./useDraftSession";

/** A pipeline, to be drawn or watched. */
export function PipelinePage() {
  const { pipelineId } = useParams({ from: "/w/$workspace/pipelines/$pipelineId" });
  const { mode } = useSearch({ from: "/w/$workspace/pipelines/$pipelineId" });
  const { draft, retry } = useDraftSession(pipelineId);
  if (draft.state === "open") {
    return (
      <ReactFlowProvider>
        {mode === "live" ? (
          <Running key={pipelineId} id={pipelineId} session={draft.session} />
        ) : (
          <Drawing key={pipelineId} id={pipelineId} session={draft.session} />
        )}
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
