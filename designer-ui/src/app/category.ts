/** The colours of the palette's drawers. A drawer the designer does not know looks like a sink's: neutral. */
const COLOURS: Readonly<Record<string, string>> = {
  Sources: "var(--mr-category-sources)",
  Rows: "var(--mr-category-rows)",
  Combine: "var(--mr-category-combine)",
  Time: "var(--mr-category-time)",
  Sinks: "var(--mr-category-sinks)",
};

/** The order of drawers, along the flow; others come behind. */
const ORDER = ["Sources", "Rows", "Combine", "Time", "Sinks"];

export function categoryColour(category: string | undefined): string {
  return COLOURS[category ?? ""] ?? "var(--mr-category-sinks)";
}

export function categoryOrder(one: string, other: string): number {
  const rank = (category: string) => (ORDER.includes(category) ? ORDER.indexOf(category) : ORDER.length);
  return rank(one) - rank(other) || one.localeCompare(other);
}
