// @vitest-environment happy-dom
import { screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { drawing, node } from "../../testing/documents";
import { mounted } from "../../testing/mounted";

const SINK = { path: "out/x.ndjson", format: "json" };
const DOCUMENT = drawing(
  [
    node("late", "filter", { condition: "delay > 15" }, "Late"),
    node("out", "file-sink", SINK, "Result"),
    node("letters", "file-sink", SINK, "Letters"),
    node("more", "file-sink", SINK, "More letters"),
  ],
  ["late → out"],
);

async function inspected(id: string, document = DOCUMENT) {
  const app = mounted(`/pipelines/${document.id}?select=${id}`, [document]);
  const inspector = within(await screen.findByRole("complementary", { name: "Inspector" }));
  const errors = () => app.stored(document.id).nodes.find((known) => known.id === id)?.errors;
  return { ...app, inspector, errors };
}

describe("What happens to failed rows", () => {
  it("is chosen with the sink that gets them, among those that can", async () => {
    const { user, inspector, errors } = await inspected("late");
    await user.selectOptions(
      await inspector.findByRole("combobox", { name: "When a row fails" }),
      "It is left out and written to a sink",
    );
    await waitFor(() => expect(errors()).toEqual({ policy: "deadLetter" }));
    const sink = inspector.getByRole("combobox", { name: "Sink for failed rows" });
    expect(within(sink).queryByText("Result")).toBeNull();
    await user.selectOptions(sink, "Letters");
    await waitFor(() => expect(errors()).toEqual({ policy: "deadLetter", to: "letters" }));
    await user.type(inspector.getByRole("textbox", { name: "The job fails after more than" }), "many{Enter}");
    expect(await inspector.findByText("Must be a whole number")).toBeTruthy();
    await user.clear(inspector.getByRole("textbox", { name: "The job fails after more than" }));
    await user.type(inspector.getByRole("textbox", { name: "The job fails after more than" }), "100{Enter}");
    await waitFor(() => expect(errors()).toEqual({ policy: "deadLetter", to: "letters", limit: 100 }));
    await user.selectOptions(inspector.getByRole("combobox", { name: "When a row fails" }), "The job fails");
    await waitFor(() => expect(errors()).toBeUndefined());
  });

  it("is told at the sink", async () => {
    const nodes = DOCUMENT.nodes.map((known) =>
      known.id === "late" ? { ...known, errors: { policy: "deadLetter" as const, to: "letters" } } : known,
    );
    const { inspector } = await inspected("letters", { ...DOCUMENT, nodes });
    const failed = within(await inspector.findByRole("region", { name: "Failed rows" }));
    expect(failed.getByText("Late")).toBeTruthy();
    expect(failed.queryByRole("combobox")).toBeNull();
    expect(screen.getByTestId("letter-lines").querySelectorAll("path")).toHaveLength(1);
  });
});
