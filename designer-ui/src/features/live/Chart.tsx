import panelClasses from "./LivePanel.module.css";
import { type Line, Plot } from "./Plot";
import type { SeriesPoint } from "./series";

/** A few lines over time, with what they are called and what they are now in words. */
export function Chart({
  name,
  points,
  lines,
  say,
  most,
  otherwise,
}: {
  readonly name: string;
  readonly points: readonly SeriesPoint[];
  readonly lines: readonly Line[];
  /** Writes a value. */
  readonly say: (value: number) => string;
  /** The upper end of the scale, where it is fixed. */
  readonly most?: number;
  /** What is said where there is nothing to draw. */
  readonly otherwise?: string;
}) {
  const last = points.at(-1);
  const isEmpty = lines.every((line) => points.every((point) => line.value(point) === null));
  return (
    <section className={panelClasses.chart} aria-label={name}>
      <ul className={panelClasses.legend}>
        <li>
          <strong>{name}</strong>
        </li>
        {lines.map((line) => {
          const value = last && line.value(last);
          return (
            <li key={line.name} className={panelClasses.soft}>
              <span
                className={panelClasses.line}
                data-dashed={line.isDashed || undefined}
                style={{ "--stroke": `var(${line.colour})` }}
              />
              {line.name} {value === null || value === undefined ? "none" : say(value)}
            </li>
          );
        })}
      </ul>
      {isEmpty && otherwise !== undefined ? (
        <p className={panelClasses.soft}>{otherwise}</p>
      ) : (
        <Plot points={points} lines={lines} say={say} most={most} />
      )}
    </section>
  );
}
