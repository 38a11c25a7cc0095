// A number used once, for a page's security policy: from the system's generator, never from Math.random.

import { base64 } from "./png";

interface Generator {
  getRandomValues(into: Uint8Array): Uint8Array;
}

export function nonce(): string {
  return base64(generator().getRandomValues(new Uint8Array(18)));
}

/** Browsers and newer Node have it as a global; Node 18, in the oldest VS Code allowed, in a module. */
function generator(): Generator {
  if (globalThis.crypto !== undefined) return globalThis.crypto;
  return (require("node:crypto") as typeof import("node:crypto")).webcrypto;
}
