import type { Sample } from "./usePreview";

/** `Sample: first 1,000 rows · 0.4 s · sinks muted`. */
export function sampleWords({ preview, isStale, isRunning, failure }: Sample): string {
  if (isRunning) return "Running a sample …";
  if (failure !== undefined) return preview ? `Old sample: ${failure}` : `No sample: ${failure}`;
  if (!preview) return "No sample yet";
  const most = Math.max(0, ...preview.ports.map(({ rowCount }) => rowCount));
  const isCut = preview.ports.some(({ truncated }) => truncated);
  const rows = isCut ? `first ${short(most)} rows` : most === 1 ? "1 row" : `all ${short(most)} rows`;
  const seconds = (preview.tookMs / 1_000).toLocaleString(undefined, { maximumFractionDigits: 1 });
  return `${isStale ? "Old sample" : "Sample"}: ${rows} · ${seconds} s · sinks muted`;
}

export function short(count: number): string {
  return count.toLocaleString();
}

export function counted(count: number, one: string): string {
  return `${short(count)} ${one}${count === 1 ? "" : "s"}`;
}
