// Files as clerks and other programs make them, byte by byte: archives, Office files, PDFs with text and signatures.
import { crc32, deflateRawSync } from "node:zlib";

const word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/** A zip archive of these entries, each deflated. */
export function aZip(entries: Readonly<Record<string, string | Buffer>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    const path = Buffer.from(name);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(bytes), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(bytes.length, 8);
    sizes.writeUInt16LE(path.length, 12);
    const local = Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 8, 8, 0, 0, 0, 0, 0]);
    const central = Buffer.from([0x50, 0x4b, 1, 2, 20, 0, 20, 0, 0, 8, 8, 0, 0, 0, 0, 0]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(at, 10);
    directory.push(central, sizes, where, path);
    parts.push(local, sizes, path, packed);
    at += local.length + sizes.length + path.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\u0005\u0006", "latin1");
  end.writeUInt16LE(Object.keys(entries).length, 8);
  end.writeUInt16LE(Object.keys(entries).length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, listed, end]);
}

function wordXml(lines: readonly string[]): string {
  const paragraphs = lines.map((line) => `<w:p><w:r><w:t>${line}</w:t></w:r></w:p>`);
  return `<w:document xmlns:w="w"><w:body>${paragraphs.join("")}</w:body></w:document>`;
}

/** A Word file with these paragraphs; `header` stands above each page. */
export function aDocx(paragraphs: readonly string[], { header = "" }: { header?: string } = {}): Buffer {
  return aZip({
    "[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="${word}"/></Types>`,
    "word/document.xml": wordXml(paragraphs),
    "word/header1.xml": wordXml([header]),
  });
}

/** A Word file of a few kilobytes that becomes so many megabytes of blanks. */
export function aBomb(megabytes: number): Buffer {
  return aZip({
    "[Content_Types].xml": `<Types><Override PartName="/word/document.xml" ContentType="${word}"/></Types>`,
    "word/document.xml": Buffer.alloc(megabytes * 1_000_000, 32),
  });
}

/** A PDF whose one page shows `text`; of the letters beyond Latin it knows Ậ, Ố and Ệ. Empty: as a scan. */
export function aPdfPage(text: string, { signed = false }: { signed?: boolean } = {}): Buffer {
  const codes: Record<string, string> = { Ậ: "\\001", Ố: "\\002", Ệ: "\\003" };
  const shown = text.replaceAll(/[ẬỐỆ]/gu, (letter) => codes[letter] ?? "");
  const content = text === "" ? "0 0 m 10 10 l S" : `BT /F1 24 Tf 72 700 Td (${shown}) Tj ET`;
  const range =
    "/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 120 380 640 ]";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Type /Encoding /Differences [1 /Acircumflexdotbelow /Ocircumflexacute /Ecircumflexdotbelow] >> >>",
    ...(signed ? [`<< ${range} /Contents <3082> >>`] : []),
  ];
  let body = "%PDF-1.7\n";
  const places = objects.map((object, at) => {
    const place = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  const trailer = `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return Buffer.from(body + table + trailer, "latin1");
}
