import { Live } from "../live";
import type { DraftSession } from "./DraftSession";
import { useDraftView } from "./useDraftSession";
import { useSelection } from "./useSelection";

/** What of an open draft runs. */
export function Running({ id, session }: { readonly id: string; readonly session: DraftSession }) {
  const view = useDraftView(session);
  const { selection, select } = useSelection();
  return <Live id={id} view={view} selection={selection} select={select} />;
}
