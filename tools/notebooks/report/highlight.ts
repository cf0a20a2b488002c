import hljs from "highlight.js/lib/core";
import bash from "highlight.js/lib/languages/bash";
import json from "highlight.js/lib/languages/json";
import python from "highlight.js/lib/languages/python";
import typescript from "highlight.js/lib/languages/typescript";
import { escapeMarkup } from "#lib/core/escape_markup.ts";

const LANGUAGES = { bash, json, python, typescript };
for (const [name, language] of Object.entries(LANGUAGES)) hljs.registerLanguage(name, language);

/** Source text as HTML with its words marked; an unknown language is left plain. */
export function highlight(source: string, language: string): string {
  if (!hljs.getLanguage(language)) return escapeMarkup(source);
  return hljs.highlight(source, { language }).value;
}
