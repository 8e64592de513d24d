import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";
import tick from "./Tick.module.css";

/** All shades are tokens: Mantine asks for ten, and reads light or dark from the same variables. */
const ACCENT = Array.from({ length: 10 }, () => "var(--mr-accent)") as unknown as MantineColorsTuple;

export const THEME = createTheme({
  colors: { accent: ACCENT },
  primaryColor: "accent",
  fontFamily: "var(--mr-font)",
  fontFamilyMonospace: "var(--mr-font-mono)",
  defaultRadius: "var(--mr-radius)",
  fontSizes: {
    xs: "var(--mr-text-xs)",
    sm: "var(--mr-text-sm)",
    md: "var(--mr-text-md)",
    lg: "var(--mr-text-lg)",
    xl: "var(--mr-text-xl)",
  },
  spacing: {
    xs: "var(--mr-space-2)",
    sm: "var(--mr-space-3)",
    md: "var(--mr-space-4)",
    lg: "var(--mr-space-5)",
    xl: "var(--mr-space-6)",
  },
  // What a person asked for is there at once.
  components: {
    Menu: { defaultProps: { transitionProps: { duration: 0 }, hideDetached: false } },
    // Said outright, so that it stands in the markup, by which its words have the colour that is read on the accent.
    Button: { defaultProps: { variant: "filled" } },
    Checkbox: { defaultProps: { iconColor: "var(--mr-on-accent)" }, classNames: tick },
    Radio: { defaultProps: { iconColor: "var(--mr-on-accent)" }, classNames: tick },
    Popover: { defaultProps: { transitionProps: { duration: 0 }, hideDetached: false } },
  },
  respectReducedMotion: true,
  cursorType: "pointer",
});

const VARIABLES = {
  "--mantine-color-body": "var(--mr-surface)",
  "--mantine-color-text": "var(--mr-text)",
  "--mantine-color-dimmed": "var(--mr-text-soft)",
  "--mantine-color-placeholder": "var(--mr-text-faint)",
  "--mantine-color-default": "var(--mr-surface)",
  "--mantine-color-default-hover": "var(--mr-hover)",
  "--mantine-color-default-color": "var(--mr-text)",
  "--mantine-color-default-border": "var(--mr-line-strong)",
  "--mantine-color-error": "var(--mr-bad)",
  "--mantine-color-anchor": "var(--mr-accent)",
  "--mantine-color-accent-filled": "var(--mr-accent)",
  "--mantine-color-accent-filled-hover": "var(--mr-accent-strong)",
  "--mantine-color-accent-light": "var(--mr-accent-soft)",
  "--mantine-color-accent-light-hover": "var(--mr-accent-soft)",
  "--mantine-color-accent-light-color": "var(--mr-accent-strong)",
  "--mantine-primary-color-contrast": "var(--mr-on-accent)",
};

/** Mantine's variables by our tokens, which themselves know light and dark. */
export const RESOLVER: CSSVariablesResolver = () => ({
  variables: VARIABLES,
  light: { ...VARIABLES, ...shades("gray", LIGHT) },
  dark: { ...VARIABLES, ...shades("dark", DARK) },
});

/** What Mantine's neutral shades stand for, from 0 on: in the light theme grounds come first, in the dark one texts. */
const LIGHT = [
  "sunken",
  "hover",
  "hover",
  "line",
  "line-strong",
  "text-faint",
  "text-soft",
  "text-soft",
  "text",
  "text",
];
const DARK = [
  "text",
  "text-soft",
  "text-soft",
  "text-faint",
  "line-strong",
  "hover",
  "sunken",
  "surface",
  "sunken",
  "canvas",
];

function shades(colour: string, tokens: readonly string[]): Record<string, string> {
  return Object.fromEntries(tokens.map((token, shade) => [`--mantine-color-${colour}-${shade}`, `var(--mr-${token})`]));
}
