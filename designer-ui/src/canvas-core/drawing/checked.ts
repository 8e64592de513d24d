import type { Problem } from "../document/problem";

/** A column of a port: its SQL type without nullability, which stands beside it. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly nullable: boolean;
}

/** What rows at a port look like, as far as the check could tell. */
export interface PortSchema {
  readonly node: string;
  readonly port: string;
  readonly direction: "input" | "output";
  readonly columns: readonly Column[];
  /** The column that holds event time, where there is one. */
  readonly eventTime?: string;
}

/** What the store's check says of a version of a draft. */
export interface Checked {
  readonly version: number;
  readonly problems: readonly Problem[];
  readonly ports: readonly PortSchema[];
}

/** The schema at one port. */
export function schemaAt(
  checked: Checked | undefined,
  direction: PortSchema["direction"],
  node: string,
  port: string,
): PortSchema | undefined {
  return checked?.ports.find((known) => known.direction === direction && known.node === node && known.port === port);
}
