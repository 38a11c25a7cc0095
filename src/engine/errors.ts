// Errors the engine raises. A TorchError is PyTorch's own error, in its words, and a program may catch it; an
// UnsupportedError says that the engine lacks something, and a program must not mistake it for one of its own.

export type TorchErrorType =
  | "RuntimeError"
  | "IndexError"
  | "TypeError"
  | "ValueError"
  | "NotImplementedError"
  | "_LinAlgError";

/** An error that PyTorch raises in the same place, with the same Python type and text. */
export class TorchError extends Error {
  constructor(
    readonly type: TorchErrorType,
    message: string,
  ) {
    super(message);
  }
}

/** What PyTorch can do here and this engine cannot. `what` names it: "torch.stft". */
export class UnsupportedError extends Error {
  constructor(what: string) {
    super(`nnspec: ${what} is not supported`);
  }
}

export function runtimeError(message: string): TorchError {
  return new TorchError("RuntimeError", message);
}

export function indexError(message: string): TorchError {
  return new TorchError("IndexError", message);
}

export function valueError(message: string): TorchError {
  return new TorchError("ValueError", message);
}

export function typeError(message: string): TorchError {
  return new TorchError("TypeError", message);
}

export function notImplementedError(message: string): TorchError {
  return new TorchError("NotImplementedError", message);
}

/** A matrix that a method of linear algebra cannot deal with (torch.linalg.LinAlgError, a RuntimeError). */
export function linAlgError(message: string): TorchError {
  return new TorchError("_LinAlgError", message);
}
