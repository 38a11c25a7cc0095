// Makes the server's page run extensions in the web-worker host, as vscode.dev does. VS Code's web scanner reads only the page's
// configuration, so a reverse proxy in front of the server serves the extension on the page's own origin (its security policy
// blocks another) and adds the extension to that configuration.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect } from "node:net";
import { extname, join, normalize } from "node:path";

const TYPES = {
  ".js": "text/javascript",
  ".json": "application/json",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** `extension`: the folder to run. `testModule`: [folder, file] of the module whose run() is called in the host. */
export async function startWebHost({ serverPort, extension, testModule: [testFolder, testFile] }) {
  const mounts = new Map([
    // The test module must lie inside the extension: else VS Code looks for a local process to run it in.
    ["/devext/.test-module/", testFolder],
    ["/devext/", extension],
  ]);

  const proxy = createServer((incoming, outgoing) => {
    const path = decodeURIComponent(new URL(incoming.url, "http://proxy").pathname);
    for (const [mount, folder] of mounts) {
      if (path.startsWith(mount)) return serveFile(outgoing, folder, path.slice(mount.length));
    }
    const options = { host: "127.0.0.1", port: serverPort, path: incoming.url, method: incoming.method };
    const forward = request(
      { ...options, headers: { ...incoming.headers, "accept-encoding": "identity" } },
      (answer) => {
        if (!answer.headers["content-type"]?.startsWith("text/html")) {
          outgoing.writeHead(answer.statusCode, answer.headers);
          answer.pipe(outgoing);
          return;
        }
        const chunks = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () => {
          const html = configure(Buffer.concat(chunks).toString("utf8"));
          const { "content-length": _, ...headers } = answer.headers;
          outgoing.writeHead(answer.statusCode, headers);
          outgoing.end(html);
        });
      },
    );
    forward.on("error", () => outgoing.destroy());
    incoming.pipe(forward);
  });
  proxy.on("upgrade", (incoming, socket, head) => {
    const upstream = connect(serverPort, "127.0.0.1", () => {
      const lines = [`${incoming.method} ${incoming.url} HTTP/1.1`];
      for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
        lines.push(`${incoming.rawHeaders[i]}: ${incoming.rawHeaders[i + 1]}`);
      }
      upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
      upstream.write(head);
      socket.pipe(upstream).pipe(socket);
    });
    upstream.on("error", () => socket.destroy());
    socket.on("error", () => upstream.destroy());
  });
  await new Promise((resolve) => proxy.listen(0, "127.0.0.1", resolve));
  const authority = `127.0.0.1:${proxy.address().port}`;

  /** The page's configuration with our development options; other pages come back as they are. */
  function configure(html) {
    return html.replace(/(id="vscode-workbench-web-configuration" data-settings=")([^"]*)"/, (_, before, escaped) => {
      const settings = JSON.parse(escaped.replaceAll("&quot;", '"').replaceAll("&amp;", "&"));
      const uri = (path) => ({ scheme: "http", authority, path });
      settings.developmentOptions = {
        ...settings.developmentOptions,
        extensions: [uri("/devext")],
        extensionTestsPath: uri(`/devext/.test-module/${testFile}`),
      };
      return `${before}${JSON.stringify(settings).replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"`;
    });
  }

  return {
    port: proxy.address().port,
    stop() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

function serveFile(response, folder, name) {
  const path = join(folder, normalize(`/${name}`));
  if (!existsSync(path) || !statSync(path).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, {
    "content-type": TYPES[extname(path)] ?? "application/octet-stream",
    "cache-control": "no-store",
  });
  createReadStream(path).pipe(response);
}
