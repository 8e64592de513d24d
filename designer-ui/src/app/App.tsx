import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@mantine/core/styles.css";
import "@xyflow/react/dist/base.css";
import "../styles/tokens.css";
import "../styles/base.css";
import { MantineProvider } from "@mantine/core";
import { type RouterHistory, RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { type Ports, PortsProvider } from "./Ports";
import { routerOf } from "./router";
import { RESOLVER, THEME } from "./theme";

/** The whole application, on the ports it is given. */
export function App({ ports, history }: { readonly ports: Ports; readonly history?: RouterHistory }) {
  const [router] = useState(() => routerOf(history));
  return (
    <MantineProvider theme={THEME} cssVariablesResolver={RESOLVER} defaultColorScheme="auto">
      <PortsProvider ports={ports}>
        <RouterProvider router={router} />
      </PortsProvider>
    </MantineProvider>
  );
}
