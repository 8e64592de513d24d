import type { SqlFunction } from "../ports/PipelineStore";

/** A few functions as the control plane tells them. */
export const TEST_FUNCTIONS: readonly SqlFunction[] = [
  {
    name: "UPPER",
    category: "Text",
    signatures: ["UPPER(text STRING) → STRING"],
    summary: "The text in capitals.",
    example: "UPPER(origin)",
  },
  {
    name: "TO_TIMESTAMP",
    category: "Time",
    signatures: ["TO_TIMESTAMP(text STRING) → TIMESTAMP(3)", "TO_TIMESTAMP(text STRING, format STRING) → TIMESTAMP(3)"],
    summary: "The moment that a text spells.",
  },
  { name: "ABS", category: "Numbers", signatures: ["ABS(number) → number"], summary: "The number without its sign." },
];
