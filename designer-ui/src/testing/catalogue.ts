import { CATALOGUE, type Catalogue, findType, type NodeTypeDescriptor } from "../canvas-core/catalogue/catalogue";
import type { Json } from "../canvas-core/json/json";
import { readOrThrow } from "../canvas-core/shape/codec";
import written from "./catalogue.json";

/** The node types as the executors report them; Java's `CatalogueFileTest` keeps the file equal to them. */
export const TEST_CATALOGUE: Catalogue = readOrThrow(CATALOGUE, written as unknown as Json);

export function typeNamed(type: string): NodeTypeDescriptor {
  const found = findType(TEST_CATALOGUE, type, 1);
  if (!found) throw new RangeError(`The catalogue has no ${type}`);
  return found;
}
