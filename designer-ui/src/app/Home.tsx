import { Navigate } from "@tanstack/react-router";
import { SignedIn } from "../features/session";
import page from "./Page.module.css";

/** Leads into the first workspace of whoever is signed in. */
export function Home() {
  return (
    <SignedIn>
      {({ workspaces: [first] }) =>
        first ? (
          <Navigate to="/w/$workspace" params={{ workspace: first.name }} replace />
        ) : (
          <p className={page.page}>You are a member of no workspace yet.</p>
        )
      }
    </SignedIn>
  );
}
