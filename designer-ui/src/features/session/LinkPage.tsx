import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import page from "../../app/Page.module.css";
import { useControlPlane } from "../../app/Plane";
import { wordsOf } from "../../ports/failures";
import { NewLink } from "./NewLink";
import { secretOf } from "./secretOf";

/**
 * Where a link leads. Its secret stands behind the #, which a browser sends to nobody; this page posts it, so that
 * whatever fetches addresses without a person does not use it up.
 */
export function LinkPage() {
  const { sessions } = useControlPlane();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [failure, setFailure] = useState<string>();
  const isSent = useRef(false);
  useEffect(() => {
    if (isSent.current) return;
    isSent.current = true;
    const secret = secretOf(window.location.hash);
    if (secret === undefined) {
      setFailure("This link has no secret behind the #");
      return;
    }
    sessions.redeem(secret).then(
      async () => {
        cache.removeQueries();
        await navigate({ to: "/", hash: "", replace: true });
      },
      (e: unknown) => setFailure(wordsOf(e)),
    );
  }, [sessions, cache, navigate]);
  return (
    <main className={page.page}>
      {failure === undefined ? (
        <p className={page.quiet} aria-busy="true">
          Signing in …
        </p>
      ) : (
        <>
          <h1>This link does not work</h1>
          <p role="alert">{failure}. A link works once.</p>
          <NewLink />
        </>
      )}
    </main>
  );
}
