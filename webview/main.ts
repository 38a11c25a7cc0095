// The page, wherever it is: inside VS Code, or a report that holds its run. One bundle serves both, so that the package
// carries the page once.

import { startInEditor } from "./editor-page";
import { startReport } from "./report-page";
import { setStrings } from "./strings";
import { chinese } from "./strings.zh-cn";

// The host says which language VS Code speaks.
if (document.documentElement.lang.toLowerCase().startsWith("zh")) setStrings(chinese);
const trace = document.getElementById("nnspec-trace")?.textContent;
if (trace === null || trace === undefined) startInEditor();
else void startReport(trace);
