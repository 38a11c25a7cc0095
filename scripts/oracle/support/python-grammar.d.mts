/** A random Python program that ends; the same for the same seed. */
export function program(seed: number): string;
