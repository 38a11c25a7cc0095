// Random bytes from the system's generator, never from Math.random. Browsers and newer Node have it as a global; Node 18,
// in the oldest VS Code that the manifest allows, in a module, which is asked for only there.

export function randomBytes(count: number): Uint8Array {
  // Typed as always there, but Node 18 has no such global.
  const global: typeof globalThis.crypto | undefined = globalThis.crypto;
  const generator = global ?? (require("node:crypto") as typeof import("node:crypto")).webcrypto;
  return generator.getRandomValues(new Uint8Array(count));
}
