import type { ReactNode } from "react";
import page from "../../app/Page.module.css";
import { Waiting } from "../../app/Waiting";
import { SessionExpired } from "../../ports/failures";
import type { Session } from "../../ports/Sessions";
import { NewLink } from "./NewLink";
import { useSession } from "./useSession";

/** What is for people who are signed in; all others are told how to get in. */
export function SignedIn({ children }: { readonly children: (session: Session) => ReactNode }) {
  const session = useSession();
  if (session.data) return children(session.data);
  return (
    <main className={page.page}>
      {session.error instanceof SessionExpired ? (
        <>
          <h1>Sign in to Millrace</h1>
          <NewLink />
        </>
      ) : (
        <Waiting query={session}>{() => null}</Waiting>
      )}
    </main>
  );
}
