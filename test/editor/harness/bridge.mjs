// Runs functions inside the extension host. The host's end (host/bridge.js) is VS Code's "test module": it asks this small
// HTTP server for work and posts what came out, the same way in Node and in a web worker.
import { createServer } from "node:http";

const HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "cache-control": "no-store",
};

export async function startBridge() {
  const work = [];
  const pending = new Map();
  let waiting;
  let nextId = 1;
  let connected;
  const ready = new Promise((resolve) => {
    connected = resolve;
  });

  const http = createServer((request, response) => {
    response.writeHead(200, { ...HEADERS, "content-type": "application/json" });
    if (request.url === "/next") {
      connected();
      waiting = response;
      give();
      return;
    }
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      response.end("{}");
      if (request.url !== "/done") return;
      const { id, value, error } = JSON.parse(body);
      const call = pending.get(id);
      pending.delete(id);
      if (error === undefined) call?.resolve(value);
      else call?.reject(new Error(`in the extension host: ${error}`));
    });
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));

  function give() {
    if (waiting === undefined || work.length === 0) return;
    waiting.end(JSON.stringify(work.shift()));
    waiting = undefined;
  }

  return {
    port: http.address().port,
    /** Settles when the host asked for work the first time. */
    ready,
    /** Runs `body(vscode, argument)` in the host. It is sent as text, so it can use nothing else from around it. */
    run(body, argument) {
      return new Promise((resolve, reject) => {
        const id = nextId++;
        pending.set(id, { resolve, reject });
        work.push({ id, body: body.toString(), argument });
        give();
      });
    },
    stop() {
      for (const { reject } of pending.values()) reject(new Error("the editor was closed"));
      http.closeAllConnections();
      http.close();
    },
  };
}
