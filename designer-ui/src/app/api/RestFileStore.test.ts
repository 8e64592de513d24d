// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { Refused } from "../../ports/failures";
import { Rest } from "./Rest";
import { RestFileStore } from "./RestFileStore";
import { SessionExpiry } from "./SessionExpiry";

function store(text: string) {
  const lines: string[] = [];
  const rest = new Rest(async (request) => {
    lines.push(`${request.method} ${new URL(request.url).pathname}${new URL(request.url).search}`);
    return new Response(text);
  }, "/api/v1/workspaces/default");
  const sender = { expiry: new SessionExpiry(), newRequest: () => new XMLHttpRequest() };
  return { lines, files: new RestFileStore(rest, sender) };
}

describe("Files by REST", () => {
  it.each([
    ["a list", '[{"name":"code","type":"STRING NOT NULL"},{"name":"city","type":"STRING"}]'],
    [
      "an object",
      '{"columns":[{"name":"code","type":"STRING","nullable":false},{"name":"city","type":"STRING","nullable":true}]}',
    ],
  ])("are looked into, the schema written as %s", async (_, schema) => {
    const { files, lines } = store(
      `{"format":"csv","options":{"delimiter":";"},"schema":${schema},"rows":[["SEA",null]],"truncated":true}`,
    );
    expect(await files.peek("data/air ports.csv", 10)).toEqual({
      format: "csv",
      options: { delimiter: ";" },
      columns: [
        { name: "code", type: "STRING", nullable: false },
        { name: "city", type: "STRING", nullable: true },
      ],
      rows: [["SEA", null]],
      truncated: true,
      problems: [],
    });
    expect(lines).toEqual(["GET /api/v1/workspaces/default/files/peek?path=data%2Fair+ports.csv&rows=10"]);
  });

  it("in no known format are refused with the words that were found", async () => {
    const { files } = store('{"format":null,"problems":[{"code":"file.binary","message":"The file is binary"}]}');
    const failure = await files.peek("photo.png", 10).catch((e: unknown) => e);
    expect(failure).toBeInstanceOf(Refused);
    expect(failure).toMatchObject({ message: "The file is binary", code: "file.format" });
  });
});
