// Whether what a doctest's example printed or raised is what it says: doctest.OutputChecker's rules.

const blankLine = /^\s*<BLANKLINE>\s*$/gm;

/** `raised`: the exception's last line, or null. */
export function matches({ want, raises, options }, printed, raised) {
  if (raised !== null) {
    if (raises === null) return false;
    if (same(raises, raised, options)) return true;
    return options.includes("IGNORE_EXCEPTION_DETAIL") && bareType(raises) === bareType(raised);
  }
  return raises === null && same(want, printed, options);
}

/** The exception's name, without its module and what it says. */
function bareType(text) {
  return /^[\w.]*/.exec(text)[0].split(".").at(-1);
}

function same(want, got, options) {
  if (want === got) return true;
  let wanted = want.replaceAll(blankLine, "");
  let shown = got.replaceAll(/^[^\S\n]+$/gm, "");
  if (options.includes("NORMALIZE_WHITESPACE")) {
    [wanted, shown] = [wanted, shown].map((each) => each.trim().split(/\s+/).join(" "));
  }
  if (wanted === shown) return true;
  if (!options.includes("ELLIPSIS")) return false;
  const pieces = wanted.split("...").map((piece) => piece.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${pieces.join("[^]*")}$`).test(shown);
}
