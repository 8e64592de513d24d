import { createServer, request, type Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** The line between a browser and the control plane, as a proxy of the browser: it can be cut and mended. */
export class Line {
  private readonly sockets = new Set<Socket>();
  private isCut = false;

  private constructor(private readonly server: Server) {
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
      if (this.isCut) socket.destroy();
    });
  }

  static async lay(): Promise<Line> {
    const server = createServer((asked, answer) => {
      const { method, headers, url = "" } = asked;
      const onward = request(url, { method, headers, agent: false }, (told) => {
        answer.writeHead(told.statusCode ?? 502, told.rawHeaders);
        told.pipe(answer);
      });
      onward.once("error", () => answer.destroy());
      answer.once("close", () => onward.destroy());
      asked.pipe(onward);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new Line(server);
  }

  /** For a browser's proxy settings; Chromium else goes to its own machine directly. */
  get proxy(): { readonly server: string; readonly bypass: string } {
    const { port } = this.server.address() as AddressInfo;
    return { server: `http://127.0.0.1:${port}`, bypass: "<-loopback>" };
  }

  /** Whatever is open ends at once, event streams too, and nothing is answered. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.isCut = false;
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}
