import { counted, exact, lasted, sizeWords } from "../../app/figures";
import type { HeldNode, Savepoint } from "../../ports/SavepointStore";

/** `Before the new windows of revision 3`; one that was uploaded knows no revision. */
export function titleOf({ name, revision }: Savepoint): string {
  return revision === undefined ? name : `${name}, of revision ${revision}`;
}

/** How far one has come that is being made: its checkpoint first, then its files. */
export function progressOf({ progress }: Savepoint): string {
  if (!progress || progress.of === 0) return "Takes its checkpoint";
  return `${sizeWords(progress.bytes)} of ${sizeWords(progress.of)}`;
}

/** `Made in 4.2 s of checkpoint 84, in 2 parts.`, `Failed after 4.2 s.` */
export function originOf({
  state,
  uploaded,
  completedAt,
  createdAt,
  checkpoint,
  parallelism,
  stop,
}: Savepoint): string {
  const took = completedAt && lasted(completedAt.getTime() - createdAt.getTime());
  if (state === "failed") return took === undefined ? "Failed." : `Failed after ${took}.`;
  const made = uploaded ? "Uploaded" : "Made";
  const how = [
    took === undefined ? "" : ` in ${took}`,
    checkpoint === undefined ? "" : ` of checkpoint ${exact(checkpoint)}`,
    parallelism === undefined ? "" : `, in ${counted(parallelism, "part")}`,
  ].join("");
  return `${made}${how}.${stop ? " The deployment stopped with it." : ""}`;
}

/** `31.4 MB · 118,204 rows`, and in how many states where there is more than one. */
export function heldWords({ bytes, rows, states }: HeldNode): string {
  return [sizeWords(bytes), counted(rows, "row"), ...(states > 1 ? [`${states} states`] : [])].join(" · ");
}
