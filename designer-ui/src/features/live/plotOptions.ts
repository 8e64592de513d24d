import type uPlot from "uplot";
import { hour } from "../../app/figures";
import type { Line } from "./Plot";

const AXIS_WIDTH = 52;
const AXIS_HEIGHT = 24;

/** Room for half of the last hour. */
const RIGHT = 32;

/** How a plot in this box looks: our colours and letters, no legend of its own. */
export function plotOptions(
  box: HTMLElement,
  lines: readonly Line[],
  say: (value: number) => string,
  most: number | undefined,
): uPlot.Options {
  const style = getComputedStyle(box);
  const token = (name: string) => style.getPropertyValue(name).trim();
  const axis = {
    stroke: token("--mr-text-soft"),
    font: `${token("--mr-text-xs")} ${token("--mr-font")}`,
    grid: { stroke: token("--mr-line"), width: 1 },
    ticks: { show: false },
  };
  return {
    width: box.clientWidth,
    height: box.clientHeight,
    padding: [8, RIGHT, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_, __, highest) => [0, most ?? Math.max(highest * 1.1, 1)] } },
    axes: [
      {
        ...axis,
        size: AXIS_HEIGHT,
        space: 90,
        values: (_, splits, __, ___, step) => splits.map((second) => hourOf(second, step)),
      },
      { ...axis, size: AXIS_WIDTH, space: 36, values: (_, splits) => splits.map(say) },
    ],
    series: [
      {},
      ...lines.map(({ name, colour, isDashed }) => ({
        label: name,
        stroke: token(colour),
        width: 2,
        points: { show: false },
        ...(isDashed && { dash: [6, 4] }),
      })),
    ],
  };
}

/** With seconds where marks are less than a minute apart, so that no two read the same. */
function hourOf(second: number, step: number): string {
  const at = new Date(second * 1_000);
  return step < 60 ? hour(at) : at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
