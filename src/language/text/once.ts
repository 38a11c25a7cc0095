// What is made when it is first used: a pattern with classes of letters takes longer to make than a file to load.

export function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
