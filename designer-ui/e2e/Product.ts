import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const LAUNCHER = fileURLToPath(new URL("../../millrace", import.meta.url));

/** A process that the launcher keeps, as its state file tells. */
export interface Child {
  readonly name: string;
  readonly phase: string;
  readonly pid: number;
  readonly restarts: number;
}

/** What a start came to: the one-time link it printed, and how to end all that it started. */
export interface Started {
  readonly link: string;
  readonly stop: () => Promise<void>;
}

/** A Millrace that runs: launcher, PostgreSQL, control plane, executor, on a data directory of its own. */
export class Product {
  constructor(readonly data: string) {}

  /** `./millrace COMMAND` until it says that everything is ready. */
  static start(data: string, command = "up"): Promise<Started> {
    const child = spawn(LAUNCHER, [command, "--data", data, "--no-open"], { stdio: ["ignore", "pipe", "pipe"] });
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const stop = async () => {
      child.kill("SIGTERM");
      await ended;
    };
    let said = "";
    return new Promise((resolve, reject) => {
      const hear = (chunk: Buffer) => {
        said += chunk.toString();
        const link = /Millrace is ready in .*: (\S+)/.exec(said)?.[1];
        if (link !== undefined) resolve({ link, stop });
      };
      child.stdout.on("data", hear);
      child.stderr.on("data", hear);
      child.once("error", reject);
      child.once("exit", (code) => reject(new Error(`./millrace ${command} ended with ${code}:\n${said}`)));
    });
  }

  get address(): string {
    return `http://127.0.0.1:${this.state().get("port.http")}`;
  }

  /** A new one-time link. */
  async link(): Promise<string> {
    const { stdout } = await promisify(execFile)(LAUNCHER, ["link", "--data", this.data]);
    return stdout.trim();
  }

  child(name: string): Child {
    const state = this.state();
    for (let i = 0; i < Number(state.get("children")); i++) {
      const told = (key: string) => state.get(`child.${i}.${key}`) ?? "";
      if (told("name") === name) {
        return { name, phase: told("phase"), pid: Number(told("pid")), restarts: Number(told("restarts")) };
      }
    }
    throw new Error(`The launcher keeps no ${name}`);
  }

  private state(): ReadonlyMap<string, string> {
    const lines = readFileSync(`${this.data}/run/state`, "utf8").split("\n");
    return new Map(
      lines.flatMap((line): [string, string][] => {
        const [, key, value] = /^([^#=]+)=(.*)$/.exec(line) ?? [];
        return key !== undefined && value !== undefined ? [[key, value]] : [];
      }),
    );
  }
}
