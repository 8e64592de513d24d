import classes from "./StatusWord.module.css";

type Tone = "good" | "bad" | "warn" | "quiet";

/** Each status by its word, shape and colour; one that is not known here is shown as it is written. */
const STATUSES: Readonly<Record<string, { readonly word: string; readonly shape: string; readonly tone: Tone }>> = {
  starting: { word: "Starting", shape: "◔", tone: "quiet" },
  running: { word: "Running", shape: "●", tone: "good" },
  restarting: { word: "Restarting", shape: "↻", tone: "warn" },
  stopping: { word: "Stopping", shape: "◑", tone: "quiet" },
  stopped: { word: "Stopped", shape: "■", tone: "quiet" },
  finished: { word: "Finished", shape: "✓", tone: "good" },
  failed: { word: "Failed", shape: "✕", tone: "bad" },
  present: { word: "Present", shape: "●", tone: "good" },
  lost: { word: "Lost", shape: "✕", tone: "bad" },
  noContact: { word: "No contact", shape: "?", tone: "warn" },
};

/** How a deployment or an executor is, never by colour alone. */
export function StatusWord({ status }: { readonly status: string }) {
  const { word, shape, tone } = STATUSES[status] ?? { word: status, shape: "·", tone: "quiet" as const };
  return (
    <span className={classes.status} data-tone={tone}>
      <span aria-hidden="true">{shape}</span> {word}
    </span>
  );
}

/** A status as a word within a sentence. */
export function wordOf(status: string): string {
  return (STATUSES[status]?.word ?? status).toLowerCase();
}
