import { describe, expect, it } from "vitest";
import { pretty, print } from "./canonicalJson";
import { depth, ExactNumber, isSame, type Json, member, withMember, withoutMember } from "./json";
import { JsonSyntaxError, parseJson } from "./jsonText";

describe("Canonical JSON", () => {
  // The vectors of Java's CanonicalJsonTest.
  it.each([
    ["1.0", "1"],
    ["-0", "0"],
    ["1e2", "100"],
    ["0.10", "0.1"],
    ["0.000001", "0.000001"],
    ["0.0000001", "1e-7"],
    ["123456789012345678901", "123456789012345678901"],
    ["1234567890123456789012", "1.234567890123456789012e+21"],
    ["-1.5e300", "-1.5e+300"],
    ["1e400", "1e+400"],
    ["-1e-400", "-1e-400"],
    ["9007199254740993", "9007199254740993"],
    ["0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827"],
  ])("writes the number %s as %s", (text, canonical) => {
    expect(print(ExactNumber.of(text))).toBe(canonical);
    expect(isSame(ExactNumber.of(canonical), ExactNumber.of(text))).toBe(true);
  });

  it.each(["1e401", "1e-401", "1e1000000000", `1${"0".repeat(500)}.5`])("refuses the number %s", (text) => {
    expect(() => ExactNumber.of(text)).toThrow("1e400");
  });

  it("orders members by what a reader looks for, then by code unit", () => {
    expect(print({ zone: 1, name: 2, id: 3, Z: 4 })).toBe('{"id":3,"name":2,"Z":4,"zone":1}');
  });

  it("escapes control characters and nothing else", () => {
    expect(print('"\\\n\u0001é€😀/\u2028')).toBe('"\\"\\\\\\n\\u0001é€😀/\u2028"');
  });

  it("gives a line to each member when pretty", () => {
    expect(pretty({ list: [1, []], none: {} })).toBe('{\n  "list": [\n    1,\n    []\n  ],\n  "none": {}\n}\n');
  });
});

describe("Reading JSON", () => {
  it("reads back what it prints, exactly", () => {
    const text =
      '{"id":"x","a":[1,2.5,-1e-7,9007199254740993,true,false,null,"\\u0000\\"😀"],"b":{"__proto__":{"c":1}}}';
    expect(print(parseJson(text))).toBe(text);
  });

  it.each([
    ["{", "in quotes"],
    ["[1,]", "value is missing"],
    ["01", "Nothing may follow"],
    ['{"a":1,"a":2}', "stands twice"],
    ['"\\ud83d"', "surrogate"],
    ["1e999", "1e400"],
    ['"\t"', "in quotes"],
    ["nul", "value is missing"],
    ["", "value is missing"],
    ["[1 2]", "`,` is missing"],
    ["[".repeat(101) + "]".repeat(101), "deeper than 100"],
  ])("refuses %s", (text, message) => {
    expect(() => parseJson(text)).toThrow(JsonSyntaxError);
    expect(() => parseJson(text)).toThrow(message);
  });
});

describe("JSON values", () => {
  it("are the same whatever the order of their members", () => {
    expect(
      isSame({ a: 1, b: [ExactNumber.of("9007199254740993")] }, { b: [ExactNumber.of("9007199254740993")], a: 1 }),
    ).toBe(true);
    expect(isSame({ a: undefined }, {})).toBe(true);
    expect(isSame({ a: null }, {})).toBe(false);
    expect(isSame([1], { 0: 1 })).toBe(false);
    expect(isSame([1, 2], [2, 1])).toBe(false);
  });

  it("have no members by inheritance", () => {
    const empty: Json = {};
    expect(member(empty, "toString")).toBeUndefined();
    expect(member(withMember(empty, "__proto__", 1), "__proto__")).toBe(1);
    expect(withoutMember({ a: 1, b: 2 }, "a")).toEqual({ b: 2 });
  });

  it("know how deep they are", () => {
    expect([depth(1), depth([]), depth({ a: [1, { b: 2 }] })]).toEqual([0, 1, 3]);
  });
});
