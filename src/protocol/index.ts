// The one typed protocol between worker, host and page.

export type * from "./check";
export type * from "./compare";
export type * from "./curves";
export type * from "./data";
export * from "./findings";
export type * from "./history";
export type * from "./messages";
export type * from "./queries";
export type * from "./steps";
export { isHostToPage, isHostToWorker, isPageToHost, isQueryName, isWorkerToHost } from "./validate";
export type * from "./what-if";
export type * from "./why";
export type * from "./window";
