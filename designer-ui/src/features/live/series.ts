import type { Deployment, MetricPoint, Metrics } from "../../ports/DeploymentStore";

/** How a deployment, or a node of it, was at a moment; rates per second, shares from 0 to 1, lag in seconds. */
export interface SeriesPoint {
  readonly at: number;
  readonly rowsIn: number;
  readonly rowsOut: number;
  readonly lag: number | null;
  readonly busy: number;
  readonly blocked: number;
}

/** As many seconds as a chart shows. */
export const SHOWN_SECONDS = 600;

const DAY_SECONDS = 86_400;

type Ends = Pick<Deployment, "edges">;

/** History: of one node or, without one, of the whole. */
export function pointsOf({ step, nodes }: Metrics, ends: Ends, node: string | undefined): readonly SeriesPoint[] {
  const at = new Map<number, (MetricPoint & { readonly node: string })[]>();
  for (const series of nodes) {
    if (node !== undefined && series.node !== node) continue;
    for (const point of series.points) {
      const second = Math.round(point.at.getTime() / 1_000);
      at.set(second, [...(at.get(second) ?? []), { ...point, node: series.node }]);
    }
  }
  return [...at]
    .toSorted(([one], [other]) => one - other)
    .map(([second, points]) =>
      pointOf(
        second,
        points.map(({ rowsIn, rowsOut, ...rest }) => ({ ...rest, rowsIn: rowsIn / step, rowsOut: rowsOut / step })),
        ends,
        node,
      ),
    );
}

/** The present: of one node or, without one, of the whole. */
export function pointNow(deployment: Deployment, now: Date, node: string | undefined): SeriesPoint {
  const nodes = deployment.nodes
    .filter((known) => node === undefined || known.node === node)
    .map(({ rowsPerSecondIn, rowsPerSecondOut, busy, blocked, watermark, node: id }) => ({
      node: id,
      rowsIn: rowsPerSecondIn,
      rowsOut: rowsPerSecondOut,
      busy,
      blocked,
      ...(watermark && { lag: (now.getTime() - watermark.getTime()) / 1_000 }),
    }));
  return pointOf(Math.round(now.getTime() / 1_000), nodes, deployment, node);
}

/** With the next second behind the others; what is older than a chart shows goes. */
export function withPoint(points: readonly SeriesPoint[], next: SeriesPoint): readonly SeriesPoint[] {
  const before = points.filter(({ at }) => at < next.at && at > next.at - SHOWN_SECONDS);
  return [...before, next];
}

/** Of the whole: what sources let out, what sinks take in, the furthest behind, and the busiest. */
function pointOf(
  at: number,
  points: readonly (Omit<MetricPoint, "at"> & { readonly node: string })[],
  { edges }: Ends,
  node: string | undefined,
): SeriesPoint {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const reached = new Set(edges.map(({ to }) => to.node));
  const leading = new Set(edges.map(({ from }) => from.node));
  const lags = points.flatMap(({ lag }) => (lag !== undefined && lag < DAY_SECONDS ? [lag] : []));
  const busiest = points.toSorted((one, other) => other.busy - one.busy)[0];
  const isWhole = node === undefined;
  return {
    at,
    rowsIn: sum(points.map((one) => (!isWhole ? one.rowsIn : reached.has(one.node) ? 0 : one.rowsOut))),
    rowsOut: sum(points.map((one) => (!isWhole ? one.rowsOut : leading.has(one.node) ? 0 : one.rowsIn))),
    lag: lags.length > 0 ? Math.max(...lags) : null,
    busy: busiest?.busy ?? 0,
    blocked: isWhole ? Math.max(0, ...points.map(({ blocked }) => blocked)) : (busiest?.blocked ?? 0),
  };
}
