import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";

/** The types whose name begins with the words, then those that have them in their name, then in what they do. */
export function matching(types: readonly NodeTypeDescriptor[], words: string): readonly NodeTypeDescriptor[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === "") return types;
  const rank = (type: NodeTypeDescriptor) => {
    const name = type.name.toLowerCase();
    if (name.startsWith(wanted)) return 0;
    if (`${name} ${type.type} ${type.category.toLowerCase()}`.includes(wanted)) return 1;
    return type.summary.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return types.filter((type) => rank(type) < 3).toSorted((one, other) => rank(one) - rank(other));
}
