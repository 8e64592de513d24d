import { percent, short, span } from "../../app/figures";
import { Waiting } from "../../app/Waiting";
import { Chart } from "./Chart";
import panelClasses from "./LivePanel.module.css";
import type { SeriesPoint } from "./series";
import { useSeries } from "./useSeries";

const seconds = (value: number) => span(value * 1_000);

/** Rows per second, lag and load over the last ten minutes: of the selected node, else of the whole pipeline. */
export function Charts({
  deployment,
  node,
  titleOf,
}: {
  readonly deployment: string;
  readonly node: string | undefined;
  readonly titleOf: (node: string) => string;
}) {
  const { history, points } = useSeries(deployment, node);
  const of = node === undefined ? "" : ` of ${titleOf(node)}`;
  return (
    <Waiting query={{ ...history, data: points }}>
      {(known) =>
        known.length === 0 ? (
          <p className={panelClasses.hint}>There are no figures of the last ten minutes.</p>
        ) : (
          <div className={panelClasses.charts}>
            <Chart
              name={`Rows/s${of}`}
              points={known}
              say={short}
              lines={[
                { name: "in", value: ({ rowsIn }) => rowsIn, colour: "--mr-accent" },
                { name: "out", value: ({ rowsOut }) => rowsOut, colour: "--mr-category-sources", isDashed: true },
              ]}
            />
            <Chart
              name={`Event time behind${of}`}
              points={known}
              say={seconds}
              otherwise="Nothing here has event time of today: a replay is not behind."
              lines={[{ name: "lag", value: ({ lag }: SeriesPoint) => lag, colour: "--mr-category-time" }]}
            />
            <Chart
              name={node === undefined ? "Busiest node" : `Load${of}`}
              points={known}
              say={percent}
              most={1}
              lines={[
                { name: "busy", value: ({ busy }) => busy, colour: "--mr-accent" },
                { name: "waits", value: ({ blocked }) => blocked, colour: "--mr-warn", isDashed: true },
              ]}
            />
          </div>
        )
      }
    </Waiting>
  );
}
