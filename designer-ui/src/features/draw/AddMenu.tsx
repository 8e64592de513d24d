import { Chooser } from "../../app/Chooser";
import { categoryColour, categoryOrder } from "../../app/category";
import { iconOf } from "../../app/icons";
import type { NodeTypeDescriptor } from "../../canvas-core/catalogue/catalogue";
import type { Point } from "../../canvas-core/document/document";
import classes from "./AddMenu.module.css";
import { matching } from "./searching";

/** A list of node types at a place of the screen, in the order of the palette: search, mark and add by keys. */
export function AddMenu({
  at,
  label,
  types,
  choose,
  close,
}: {
  readonly at: Point;
  /** Where the node goes, in words. */
  readonly label: string;
  readonly types: readonly NodeTypeDescriptor[];
  readonly choose: (type: NodeTypeDescriptor) => void;
  readonly close: () => void;
}) {
  const find = (words: string) => {
    const found = matching(types, words);
    // Drawers are for looking; who types wants the best first.
    const isSearching = words.trim() !== "";
    const listed = isSearching ? found : found.toSorted((one, other) => categoryOrder(one.category, other.category));
    return listed.map((type) => {
      const Icon = iconOf(type.icon);
      return {
        id: type.type,
        label: type.name,
        type,
        icon: <Icon size={16} stroke={1.75} color={categoryColour(type.category)} />,
        ...(!isSearching && { head: type.category }),
      };
    });
  };
  return (
    <div className={classes.menu} style={{ left: at.x, top: at.y }}>
      <Chooser
        label="Add a node"
        listLabel="Node types"
        placeholder={label}
        find={find}
        none="No node type is called so."
        choose={({ type }) => choose(type)}
        close={close}
      />
    </div>
  );
}
