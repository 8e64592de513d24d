/** Gives numbers from 0 (included) to 1 (excluded). */
export type Random = () => number;

const LETTERS = "bcdfghjkmnpqrstvwxz23456789";
const SUFFIX_LENGTH = 5;
const LONGEST_STEM = 40;

/**
 * A new id, such as `filter-7k2pm`. The suffix is random, not counted: an id that was once in use must never come back
 * for something else, since state hangs on it, and two people adding at once must not meet.
 */
export function newId(stem: string, isTaken: (id: string) => boolean, random: Random): string {
  const clean = stem
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+/, "")
    .slice(0, LONGEST_STEM)
    .replace(/-+$/, "");
  for (;;) {
    const suffix = Array.from(
      { length: SUFFIX_LENGTH },
      () => LETTERS[Math.floor(random() * LETTERS.length)] ?? LETTERS[0],
    ).join("");
    const id = `${clean === "" ? "n" : clean}-${suffix}`;
    if (!isTaken(id)) return id;
  }
}
