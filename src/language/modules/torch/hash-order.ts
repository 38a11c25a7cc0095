// The order in which PyTorch's messages list keywords: that of a std::unordered_map<std::string, …> of libstdc++ into
// which they were put one after the other. Its strings are hashed by MurmurHash64A; there are 13 buckets.

const multiplier = 0xc6a4a7935bd1e995n;
const seed = 0xc70f6907n;
const buckets = 13n;

const word = (value: bigint): bigint => BigInt.asUintN(64, value);
const mixed = (value: bigint): bigint => value ^ (value >> 47n);

/** libstdc++'s std::hash<std::string>, of a name in ASCII. */
function hash(name: string): bigint {
  const bytes = Array.from(name, (character) => BigInt(character.charCodeAt(0)));
  let result = seed ^ word(BigInt(bytes.length) * multiplier);
  for (let from = 0; from < bytes.length; from += 8) {
    const part = bytes.slice(from, from + 8);
    const loaded = part.reduce((sum, byte, i) => sum | (byte << BigInt(8 * i)), 0n);
    const data = part.length === 8 ? word(mixed(word(loaded * multiplier)) * multiplier) : loaded;
    result = word((result ^ data) * multiplier);
  }
  return mixed(word(mixed(result) * multiplier));
}

/** Entries by name, in that order: a new one goes first of all, or first of those in its bucket. */
export function hashOrder<T>(entries: readonly (readonly [name: string, value: T])[]): (readonly [string, T])[] {
  const order: { readonly bucket: bigint; readonly entry: readonly [string, T] }[] = [];
  for (const entry of entries) {
    const bucket = hash(entry[0]) % buckets;
    const at = order.findIndex((each) => each.bucket === bucket);
    order.splice(Math.max(at, 0), 0, { bucket, entry });
  }
  return order.map(({ entry }) => entry);
}
