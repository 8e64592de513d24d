import { IconClock } from "../../app/icons";
import type { Column } from "../../canvas-core/drawing/checked";
import { print } from "../../canvas-core/json/canonicalJson";
import type { Json } from "../../canvas-core/json/json";
import classes from "./RowTable.module.css";

/** More rows than a person reads in a table; what is beyond is counted by whoever shows it. */
const MOST_ROWS = 200;

const LONGEST_VALUE = 200;

/** Rows as a table: NULL is visible, the column of event time is marked, numbers stand to the right. */
export function RowTable({
  label,
  columns,
  rows,
  eventTime,
  isStale = false,
}: {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Json[])[];
  readonly eventTime?: string | undefined;
  readonly isStale?: boolean;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
    <section className={classes.scroll} data-stale={isStale || undefined} tabIndex={0} aria-label={label}>
      <table className={classes.table}>
        <thead>
          <tr>
            {columns.map(({ name, type, nullable }) => (
              <th key={name} scope="col" data-number={isNumber(type) || undefined}>
                <span className={classes.name}>
                  {name === eventTime && (
                    <span className={classes.eventTime} title="Event time">
                      <IconClock size={14} />
                    </span>
                  )}
                  {name}
                </span>
                <span className={classes.type}>{nullable ? type : `${type} NOT NULL`}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST_ROWS).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
            <tr key={index}>
              {columns.map(({ name, type }, i) => (
                <Cell key={name} value={row[i] ?? null} isNumber={isNumber(type)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ value, isNumber: isRight }: { readonly value: Json; readonly isNumber: boolean }) {
  if (value === null) return <td className={classes.null}>NULL</td>;
  const text = typeof value === "string" ? value : print(value);
  return (
    <td data-number={isRight || undefined} title={text.length > 24 ? text : undefined}>
      {text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text}
    </td>
  );
}

function isNumber(type: string): boolean {
  return /^(?:TINYINT|SMALLINT|INT|BIGINT|FLOAT|DOUBLE|DECIMAL)/.test(type);
}
