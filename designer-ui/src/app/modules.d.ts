declare module "@tabler/icons-react/dist/esm/icons/*.mjs" {
  import type { ComponentType } from "react";

  const icon: ComponentType<{ readonly size?: number; readonly stroke?: number; readonly color?: string }>;
  // biome-ignore lint/style/noDefaultExport: this is how the package exports an icon.
  export default icon;
}
