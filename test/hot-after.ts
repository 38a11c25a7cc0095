// NNSPEC_HOT_AFTER=1 runs the tests with the second tier from the first call and turn on.
import { thread } from "../src/language/runtime/thread";

const { NNSPEC_HOT_AFTER } = process.env;
if (NNSPEC_HOT_AFTER !== undefined) thread.hotAfter = Number(NNSPEC_HOT_AFTER);
