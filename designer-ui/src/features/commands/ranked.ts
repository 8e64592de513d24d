/** Something to be found by words. */
export interface Found {
  readonly label: string;
  readonly head?: string;
  /** Words it is searched by that are not in its label. */
  readonly also?: string;
}

/**
 * What the words find, the best first: labels that begin so, then with a word that does, then labels that have all the words
 * somewhere, then what is called so otherwise. Without words all, as they stand; with words without heads, which would
 * stand between them.
 */
export function ranked<T extends Found>(all: readonly T[], words: string): readonly T[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return all;
  const parts = wanted.split(/\s+/);
  const rank = ({ label, also = "" }: Found): number => {
    const name = label.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (name.includes(` ${wanted}`)) return 1;
    if (parts.every((part) => name.includes(part))) return 2;
    return parts.every((part) => `${name} ${also.toLowerCase()}`.includes(part)) ? 3 : 4;
  };
  return all
    .filter((one) => rank(one) < 4)
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ head: _, ...one }) => one as unknown as T);
}
