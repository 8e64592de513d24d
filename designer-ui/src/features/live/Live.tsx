import { useNavigate, useSearch } from "@tanstack/react-router";
import page from "../../app/Page.module.css";
import { Waiting } from "../../app/Waiting";
import type { Selection } from "../../canvas-core/drawing/acts";
import type { DraftView } from "../pipeline/DraftSession";
import { LiveBar } from "./LiveBar";
import { NotDeployed } from "./NotDeployed";
import { useWatched } from "./useWatched";
import { Watching } from "./Watching";

/** What of a pipeline runs, or ran last; or the way to have it run. */
export function Live({
  id,
  view,
  selection,
  select,
}: {
  readonly id: string;
  readonly view: DraftView;
  readonly selection: Selection;
  readonly select: (selection: Selection) => void;
}) {
  const { deployment: asked } = useSearch({ from: "/w/$workspace/pipelines/$pipelineId" });
  const navigate = useNavigate({ from: "/w/$workspace/pipelines/$pipelineId" });
  const watched = useWatched(id, asked);
  return (
    <>
      <LiveBar id={id} name={view.document.name} />
      {watched.data === undefined ? (
        <div className={page.page}>
          <Waiting query={watched}>{() => null}</Waiting>
        </div>
      ) : watched.data === null ? (
        <NotDeployed
          id={id}
          view={view}
          showProblems={() => void navigate({ search: { panel: "problems" as const } })}
        />
      ) : (
        <Watching
          key={watched.data.id}
          id={id}
          watched={watched.data}
          view={view}
          selection={selection}
          select={select}
        />
      )}
    </>
  );
}
