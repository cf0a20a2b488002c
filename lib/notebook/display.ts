/**
 * Everything that shows something under a cell, for one import in a notebook:
 * `import { show, showTable } from "#lib/notebook/display.ts";`
 *
 * @module
 */
export { show } from "./show.ts";
export { showMarkdown } from "./show_markdown.ts";
export { showPng } from "./show_png.ts";
export { showSvg } from "./show_svg.ts";
export { showTable } from "./show_table.ts";
