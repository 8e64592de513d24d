// @vitest-environment happy-dom
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { sizeWords } from "../../app/figures";
import { mounted } from "../../testing/mounted";

describe("Files", () => {
  it("are brought, looked into and taken away", async () => {
    const { user, files } = mounted("/files", []);
    fireEvent.drop(await screen.findByText("No files yet"), {
      dataTransfer: { types: ["Files"], files: [new File(["code,city\nSEA,Seattle\nLAX,\n"], "airports.csv")] },
    });
    await user.click(await screen.findByRole("button", { name: "airports.csv" }));
    const table = within(await screen.findByRole("table"));
    expect(table.getByText("Seattle")).toBeTruthy();
    expect(table.getByText("NULL")).toBeTruthy();
    expect(screen.getByRole("link", { name: "Download airports.csv" })).toBeTruthy();
    await user.click(screen.getByRole("button", { name: "Delete airports.csv" }));
    await user.click(within(await screen.findByRole("alertdialog")).getByRole("button", { name: "Delete" }));
    expect(await screen.findByText("No files yet")).toBeTruthy();
    expect(files.contents.size).toBe(0);
  });

  it("lie in folders, which stand in the address", async () => {
    const { user, files, history } = mounted("/files", []);
    files.contents.set("data/2001/flights.csv", "a\n1\n");
    await user.click(await screen.findByRole("button", { name: "data" }));
    await user.click(await screen.findByRole("button", { name: "2001" }));
    expect(await screen.findByRole("button", { name: "flights.csv" })).toBeTruthy();
    expect(history.location.search).toContain("folder=data%2F2001");
    await user.click(screen.getByRole("button", { name: "All files" }));
    expect(await screen.findByRole("button", { name: "data" })).toBeTruthy();
  });

  it("that do not arrive say why", async () => {
    const { files } = mounted("/files", []);
    const target = await screen.findByText("No files yet");
    files.cut();
    fireEvent.drop(target, { dataTransfer: { types: ["Files"], files: [new File(["x"], "a.csv")] } });
    expect(await screen.findByText("The control plane does not answer.")).toBeTruthy();
  });

  it("are chosen for a source, which takes over their columns", async () => {
    const { user, files } = mounted("/", []);
    files.contents.set("airports.csv", "code,city\nSEA,Seattle\n");
    await user.click(await screen.findByRole("button", { name: "Empty canvas" }));
    await user.click(await screen.findByRole("button", { name: "Files" }));
    await user.click(await screen.findByRole("button", { name: "Choose a file" }));
    const picker = within(await screen.findByRole("region", { name: "Choose a file" }));
    await user.click(await picker.findByRole("button", { name: /airports.csv/ }));
    await waitFor(() =>
      expect(screen.getByRole("textbox", { name: "Name of schema 2" })).toHaveProperty("value", "city"),
    );
  });
});

describe("The size of a file", () => {
  it.each([
    [0, "0 B"],
    [999, "999 B"],
    [1_400, "1.4 kB"],
    [240_000_000, "240 MB"],
  ])("of %i bytes is %s", (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words);
  });
});
