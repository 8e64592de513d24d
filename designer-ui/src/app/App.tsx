import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@mantine/core/styles.css";
import "../styles/tokens.css";
import "../styles/base.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type RouterHistory, RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import type { ControlPlane } from "../ports/ControlPlane";
import { queryCache } from "./api";
import { PlaneProvider } from "./Plane";
import { routerOf } from "./router";
import { RESOLVER, THEME } from "./theme";

/** The whole application, on a control plane. */
export function App({ plane, history }: { readonly plane: ControlPlane; readonly history?: RouterHistory }) {
  const [router] = useState(() => routerOf(history));
  const [cache] = useState(queryCache);
  return (
    <MantineProvider theme={THEME} cssVariablesResolver={RESOLVER} defaultColorScheme="auto">
      <QueryClientProvider client={cache}>
        <PlaneProvider plane={plane}>
          <RouterProvider router={router} />
        </PlaneProvider>
      </QueryClientProvider>
    </MantineProvider>
  );
}
