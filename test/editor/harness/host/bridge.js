// The extension host's end of the bridge (../bridge.mjs). VS Code calls run() in the host; it serves until the editor closes.
// Plain CommonJS in one file: a web-worker host loads nothing else. The port comes from the runner extension's settings.
const vscode = require("vscode");

exports.run = async () => {
  const port = vscode.workspace.getConfiguration("nnspecRunner").get("bridgePort");
  const at = (path) => `http://127.0.0.1:${port}/${path}`;
  for (;;) {
    const { id, body, argument } = await (await fetch(at("next"))).json();
    // Not awaited: a call that waits for the user must not keep the next one from starting.
    serve(body, argument).then((outcome) =>
      fetch(at("done"), { method: "POST", body: JSON.stringify({ id, ...outcome }) }),
    );
  }
};

async function serve(body, argument) {
  try {
    return { value: await new Function("vscode", "argument", `return (${body})(vscode, argument)`)(vscode, argument) };
  } catch (error) {
    return { error: String(error?.stack ?? error) };
  }
}
