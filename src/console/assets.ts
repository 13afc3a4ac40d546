// The files that pages refer to. Each is served under a name that holds its digest, so that a browser may keep it for ever.
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";

export interface Asset {
  href: string;
  type: string;
  text: string;
}

function asset(file: string, type: string): Asset {
  const text = readFileSync(new URL(file, import.meta.url), "utf8");
  const [stem, ending] = file.split(".");
  return { href: `/assets/${stem}-${hash("sha256", text, "hex").slice(0, 16)}.${ending}`, type, text };
}

export const style = asset("style.css", "text/css; charset=utf-8");

export const icon = asset("icon.svg", "image/svg+xml");

/** The one script there is: pages that listen to events are kept up to date by it, and work without it. */
export const script = asset("live.js", "text/javascript; charset=utf-8");

export const assets: readonly Asset[] = [style, icon, script];
