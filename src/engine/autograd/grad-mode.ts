// Whether ops record themselves for backward. Scopes are try/finally of the caller: the embedding language's
// context managers set and restore these, as torch.no_grad, enable_grad and inference_mode do.

let gradEnabled = true;
let inferenceEnabled = false;

export function isGradEnabled(): boolean {
  return gradEnabled;
}

/** Returns what it was, to restore. */
export function setGradEnabled(enabled: boolean): boolean {
  const before = gradEnabled;
  gradEnabled = enabled;
  return before;
}

export function isInferenceModeEnabled(): boolean {
  return inferenceEnabled;
}

/** Inference mode turns recording off as well, and marks what is made in it. Returns what it was, to restore. */
export function setInferenceMode(enabled: boolean): boolean {
  const before = inferenceEnabled;
  inferenceEnabled = enabled;
  return before;
}

/** Runs `body` with recording off. */
export function withoutGrad<T>(body: () => T): T {
  const before = setGradEnabled(false);
  try {
    return body();
  } finally {
    gradEnabled = before;
  }
}
