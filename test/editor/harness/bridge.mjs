// Runs functions inside the extension host. The host's end (host/bridge.js) is VS Code's "test module": it asks this small
// HTTP server for work and posts what came out, the same way in Node and in a web worker.
import { createServer } from "node:http";

const HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "*",
  "cache-control": "no-store",
};

/** A host that is stuck must fail the test, not hold it. */
const ANSWER_LIMIT_MS = 60_000;

export async function startBridge() {
  const work = [];
  const pending = new Map();
  let waiting;
  let nextId = 1;
  let connected;
  const connection = () =>
    new Promise((resolve) => {
      connected = resolve;
    });
  const ready = connection();

  const http = createServer((request, response) => {
    response.writeHead(200, { ...HEADERS, "content-type": "application/json" });
    if (request.url === "/next") {
      connected();
      waiting = response;
      // A host that went away waits no more.
      response.on("close", () => {
        if (waiting === response) waiting = undefined;
      });
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
    /** Settles when a host that comes now, after a reload, asks for work; what is not done by then is not done at all. */
    reconnected() {
      waiting?.destroy();
      waiting = undefined;
      return connection();
    },
    /** Runs `body(vscode, argument)` in the host. It is sent as text, so it can use nothing else from around it. */
    run(body, argument) {
      return new Promise((resolve, reject) => {
        const id = nextId++;
        const limit = setTimeout(() => {
          pending.delete(id);
          reject(new Error(`no answer from the extension host in ${ANSWER_LIMIT_MS} ms: ${body}`));
        }, ANSWER_LIMIT_MS);
        const settle = (done) => (outcome) => {
          clearTimeout(limit);
          done(outcome);
        };
        pending.set(id, { resolve: settle(resolve), reject: settle(reject) });
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
