// The thread of pdf-page.ts: reads one PDF and hands back the text of its first page, or nothing. Writes nothing.
import { readFile } from "node:fs/promises";
import { parentPort, workerData } from "node:worker_threads";
import { getDocumentProxy } from "unpdf";

const document = await getDocumentProxy(new Uint8Array(await readFile(String(workerData))));
const page = await document.getPage(1);
const { items } = await page.getTextContent();
const text = items.map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : "")).join("");
parentPort?.postMessage(text, []);
