import "uplot/dist/uPlot.min.css";
import { useComputedColorScheme } from "@mantine/core";
import { useEffect, useRef } from "react";
import type uPlot from "uplot";
import panelClasses from "./LivePanel.module.css";
import { plotOptions } from "./plotOptions";
import type { SeriesPoint } from "./series";

/** A line of a plot; its colour is the name of a token. */
export interface Line {
  readonly name: string;
  readonly value: (point: SeriesPoint) => number | null;
  readonly colour: `--mr-${string}`;
  readonly isDashed?: boolean;
}

/** Lines over time on a canvas. Where the browser draws on none, the words beside them are all there is. */
export function Plot({
  points,
  lines,
  say,
  most,
}: {
  readonly points: readonly SeriesPoint[];
  readonly lines: readonly Line[];
  readonly say: (value: number) => string;
  readonly most: number | undefined;
}) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const data = dataOf(points, lines);
  const latest = useRef(data);
  latest.current = data;
  const scheme = useComputedColorScheme("light");

  // biome-ignore lint/correctness/useExhaustiveDependencies: lines keep their number and looks; the scheme changes colours.
  useEffect(() => {
    const box = place.current;
    if (!box || !document.createElement("canvas").getContext("2d")) return;
    let isGone = false;
    const sized = new ResizeObserver(() => plot.current?.setSize({ width: box.clientWidth, height: box.clientHeight }));
    void import("uplot").then(({ default: Uplot }) => {
      if (isGone) return;
      plot.current = new Uplot(plotOptions(box, lines, say, most), latest.current, box);
      sized.observe(box);
    });
    return () => {
      isGone = true;
      sized.disconnect();
      plot.current?.destroy();
      plot.current = undefined;
    };
  }, [scheme]);
  useEffect(() => plot.current?.setData(data));
  return <div className={panelClasses.plot} ref={place} aria-hidden="true" />;
}

function dataOf(points: readonly SeriesPoint[], lines: readonly Line[]): uPlot.AlignedData {
  return [points.map(({ at }) => at), ...lines.map(({ value }) => points.map(value))];
}
