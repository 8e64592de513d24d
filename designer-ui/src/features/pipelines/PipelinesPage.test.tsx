// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { DOCUMENT } from "../../canvas-core/document/document";
import { checkDrawing } from "../../canvas-core/drawing/check";
import { print } from "../../canvas-core/json/canonicalJson";
import { readOrThrow } from "../../canvas-core/shape/codec";
import { TEST_CATALOGUE } from "../../testing/catalogue";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";
import { TEMPLATES } from "./templates";

describe("The list of pipelines", () => {
  it("imports a document, and refuses garbage with words", async () => {
    const { user, history } = mounted("/", [LATE_FLIGHTS]);
    await user.click(await screen.findByRole("button", { name: "Import" }));
    const form = within(await screen.findByRole("form", { name: "Import a pipeline" }));
    const text = form.getByRole("textbox", { name: /YAML or JSON/ });
    fireEvent.change(text, { target: { value: "<html>what a paste</html>" } });
    await user.click(form.getByRole("button", { name: "Import" }));
    expect(await screen.findByText(/The text is no pipeline/)).toBeTruthy();
    fireEvent.change(text, { target: { value: print(DOCUMENT.write(LATE_FLIGHTS)) } });
    await user.click(form.getByRole("button", { name: "Import" }));
    await waitFor(() => expect(history.location.pathname).toMatch(/\/pipelines\/late-flights-.{5}$/));
  });

  it("says what goes with a pipeline before it is deleted", async () => {
    const { user, store } = mounted("/", [LATE_FLIGHTS]);
    await store.commit(LATE_FLIGHTS.id, 0, "First");
    await user.click(await screen.findByRole("button", { name: "Delete Late flights" }));
    const question = within(await screen.findByRole("alertdialog"));
    expect(question.getByText(/with its draft/)).toBeTruthy();
    await user.click(question.getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("Draw your first pipeline")).toBeTruthy();
  });

  it("makes a pipeline of a dropped file, opened at its rows", async () => {
    const { history, stored } = mounted("/", []);
    fireEvent.drop(await screen.findByText("Draw your first pipeline"), {
      dataTransfer: { types: ["Files"], files: [new File(["code,city\nSEA,Seattle\n"], "airports.csv")] },
    });
    await waitFor(() => expect(history.location.search).toMatch(/panel=data/));
    const id = history.location.pathname.split("/").at(-1) ?? "";
    expect(stored(id)).toMatchObject({ name: "Airports", nodes: [{ type: "file-source", name: "Airports" }] });
  });

  it("begins with a template", async () => {
    const { user, history } = mounted("/", []);
    await user.click(await screen.findByRole("button", { name: "High bids" }));
    await waitFor(() => expect(history.location.pathname).toMatch(/\/pipelines\/high-bids-/));
  });
});

describe("Templates", () => {
  it.each(TEMPLATES.map((template) => [template.name, template] as const))(
    "%s is drawn without a flaw",
    (_, template) => {
      const document = readOrThrow(DOCUMENT, template.document);
      expect(checkDrawing(document, TEST_CATALOGUE)).toEqual([]);
    },
  );
});
