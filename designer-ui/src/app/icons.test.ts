import { expect, test } from "vitest";
import { TEST_CATALOGUE } from "../testing/catalogue";
import { IconBox, iconOf } from "./icons";

test("every node type has an icon of its own", () => {
  const boxed = TEST_CATALOGUE.nodeTypes.filter(({ icon }) => iconOf(icon) === IconBox).map(({ type }) => type);

  expect(boxed).toEqual([]);
});
