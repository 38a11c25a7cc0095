// Warnings that PyTorch's C++ gives (c10/util/Exception.h): the embedding language says where they go.

let warn: (message: string) => void = () => {};
let given = new Set<string>();

/** A new run hears every warning again. */
export function setWarningHandler(handler: (message: string) => void): void {
  warn = handler;
  given = new Set();
}

/** TORCH_WARN_ONCE. */
export function warnOnce(message: string): void {
  if (given.has(message)) return;
  given.add(message);
  warn(message);
}
