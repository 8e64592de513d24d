import { describe, expect, it } from "vitest";
import { stateWords } from "./nodeLook";

describe("The size of a node's state", () => {
  it("is said without a word about disks while all of it is in memory", () => {
    expect(stateWords({ stateBytes: 48_200_000, coldBytes: 0 })).toBe("48.2 MB");
  });

  it("says how much is on disk when memory is not enough", () => {
    expect(stateWords({ stateBytes: 12_000_000_000, coldBytes: 11_000_000_000 })).toBe("12 GB, of which 11 GB on disk");
  });
});
