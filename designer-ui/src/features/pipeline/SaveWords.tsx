import type { SaveState } from "./DraftSession";
import classes from "./PipelinePage.module.css";

/** Whether the drawing is safe, in words, in place. */
export function SaveWords({ save }: { readonly save: SaveState }) {
  return (
    <output className={classes.save} data-state={save.state}>
      {wordsOf(save)}
    </output>
  );
}

function wordsOf(save: SaveState): string {
  switch (save.state) {
    case "saved":
      return save.at
        ? `Saved ${save.at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" })}`
        : "Saved";
    case "saving":
      return "Saving";
    case "offline":
      return `Offline: ${save.edits} ${save.edits === 1 ? "edit" : "edits"} kept in this ${save.keptIn}`;
  }
}
