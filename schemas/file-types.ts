// Kinds of files: what their bytes are called, by which endings they are known, and what people call them. A file is
// what its bytes, its declared type and its ending agree on; where they disagree it is nothing.

interface FileType {
  endings: readonly string[];
  short: string;
  /** Whether a look at the bytes tells it; text and old Office files are known by their ending alone. */
  told: "by its bytes" | "by its ending";
}

const openXml = "application/vnd.openxmlformats-officedocument";

/** By media type. What is not here has no ending of its own, and no portal takes it. */
export const fileTypes: Readonly<Record<string, FileType>> = {
  "application/pdf": { endings: [".pdf"], short: "PDF", told: "by its bytes" },
  [`${openXml}.wordprocessingml.document`]: { endings: [".docx"], short: "Word", told: "by its bytes" },
  [`${openXml}.spreadsheetml.sheet`]: { endings: [".xlsx"], short: "Excel", told: "by its bytes" },
  [`${openXml}.presentationml.presentation`]: {
    endings: [".pptx"],
    short: "PowerPoint",
    told: "by its bytes",
  },
  "image/jpeg": { endings: [".jpg", ".jpeg"], short: "JPEG", told: "by its bytes" },
  "image/png": { endings: [".png"], short: "PNG", told: "by its bytes" },
  "image/tiff": { endings: [".tif", ".tiff"], short: "TIFF", told: "by its bytes" },
  "application/zip": { endings: [".zip"], short: "ZIP", told: "by its bytes" },
  "application/msword": { endings: [".doc"], short: "Word 97", told: "by its ending" },
  "application/vnd.ms-excel": { endings: [".xls"], short: "Excel 97", told: "by its ending" },
  "application/vnd.ms-powerpoint": { endings: [".ppt"], short: "PowerPoint 97", told: "by its ending" },
  "text/plain": { endings: [".txt"], short: "TXT", told: "by its ending" },
  "text/csv": { endings: [".csv"], short: "CSV", told: "by its ending" },
  "application/xml": { endings: [".xml"], short: "XML", told: "by its ending" },
  "application/pkcs7-signature": { endings: [".p7s"], short: "P7S", told: "by its ending" },
};

/** The ending of a name with its dot, in small letters; "" where it has none. */
export function endingOf(name: string): string {
  return /[^.](\.[^.\s]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
}

/** The media type that an ending claims; null for one that claims nothing known. */
export function typeOfEnding(ending: string): string | null {
  const found = Object.entries(fileTypes).find(([, { endings }]) => endings.includes(ending));
  return found === undefined ? null : found[0];
}

/** What people call a media type; an unknown one is shown as it is. */
export function shortTypeName(type: string): string {
  return fileTypes[type]?.short ?? type;
}
