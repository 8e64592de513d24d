// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { LATE_FLIGHTS } from "../../testing/documents";
import { mounted } from "../../testing/mounted";
import { secretOf } from "./secretOf";

describe("A session", () => {
  it("that has expired in mid-edit keeps the page, and goes on with a new link", async () => {
    const { user, sessions } = mounted("/pipelines/late-flights?select=late", [LATE_FLIGHTS]);
    const name = await screen.findByRole("textbox", { name: "Name of the node" });
    await user.type(name, " half");
    sessions.expire();
    expect(await screen.findByText("The session has expired.")).toBeTruthy();
    expect(name).toHaveProperty("value", "Late arrivals half");
    await user.type(
      screen.getByRole("textbox", { name: "The link" }),
      "http://127.0.0.1:8420/link#wrong-secret{Enter}",
    );
    expect(await screen.findByText("The link was used already")).toBeTruthy();
    await user.clear(screen.getByRole("textbox", { name: "The link" }));
    await user.type(screen.getByRole("textbox", { name: "The link" }), "http://127.0.0.1:8420/link#good-secret{Enter}");
    await waitFor(() => expect(screen.queryByText("The session has expired.")).toBeNull());
    expect(name).toHaveProperty("value", "Late arrivals half");
  });

  it("that never was asks for a link, and then leads in", async () => {
    const { user, sessions } = mounted("/", [LATE_FLIGHTS], undefined, (plane) => plane.sessions.expire());
    expect(await screen.findByText("Sign in to Millrace")).toBeTruthy();
    await user.type(screen.getByRole("textbox", { name: "The link" }), "garbage{Enter}");
    expect(await screen.findByText(/This is no link of Millrace/)).toBeTruthy();
    await user.clear(screen.getByRole("textbox", { name: "The link" }));
    await user.type(screen.getByRole("textbox", { name: "The link" }), "good-secret{Enter}");
    expect(await screen.findByRole("link", { name: /Late flights/ })).toBeTruthy();
    expect(sessions.expiry.snapshot()).toBe(false);
  });

  it("begins by a link whose secret stands behind the #", async () => {
    window.location.hash = "#good-secret";
    const { history } = mounted("/../../link", []);
    expect(await screen.findByText("Draw your first pipeline")).toBeTruthy();
    expect(history.location.href).toBe("/w/default");
    window.location.hash = "";
  });

  it("does not begin by a link that was used, and says how to get another", async () => {
    window.location.hash = "#used-secret";
    mounted("/../../link", []);
    expect(await screen.findByText(/The link was used already. A link works once./)).toBeTruthy();
    expect(screen.getByText("./millrace link")).toBeTruthy();
    window.location.hash = "";
  });
});

describe("The secret of a link", () => {
  it.each([
    ["http://127.0.0.1:8420/link#abc-DEF_123", "abc-DEF_123"],
    [" abc-DEF_123 ", "abc-DEF_123"],
    ["http://127.0.0.1:8420/link", undefined],
    ["<script>", undefined],
    ["", undefined],
  ])("of %s is %s", (link, secret) => {
    expect(secretOf(link)).toBe(secret);
  });
});
