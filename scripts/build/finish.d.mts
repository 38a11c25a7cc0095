export function nestAndMinify(
  path: string,
  options: { target: string; wrap: readonly [before: string, after: string] },
): Promise<void>;
