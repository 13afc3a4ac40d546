// How a worksheet looks, on paper (A4 across) and on a screen. Names no font or picture from outside.

/** The style sheet of the page. */
export const worksheetStyle = `
@page { size: A4 landscape; margin: 12mm 12mm 14mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; color: #57606a; } }
* { box-sizing: border-box; }
html { color-scheme: light; }
body { margin: 0; padding-right: 0.5mm; background: #fff; color: #1b1f24;
  font: 10pt/1.4 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
@media screen { section { max-width: 273mm; margin: 8mm auto; } }
section + section { break-before: page; }
h1 { margin: 0; font-size: 15pt; line-height: 1.3; }
header p { margin: 0.5mm 0; color: #444c56; }
header .unit { font-size: 12pt; font-weight: 600; color: #1b1f24; }
header { margin-bottom: 3mm; }
.withdrawn { border: 0.4mm solid #a40e26; padding: 1.5mm 3mm; margin: 0 0 3mm; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
thead { display: table-header-group; }
th, td { border: 0.2mm solid #8c959f; padding: 1.2mm 2mm; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
th { background: #eaeef2; font-weight: 600; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
col.task { width: 62mm; } col.where { width: 36mm; } col.old { width: 46mm; } col.receipt { width: 46mm; }
tbody { break-inside: avoid; border-top: 0.6mm solid #1b1f24; }
.head { display: flex; justify-content: space-between; gap: 3mm; }
.head span { white-space: nowrap; }
.small { color: #57606a; font-size: 8.5pt; }
.replaces { margin-top: 1mm; font-weight: 600; color: #a40e26; }
.text { white-space: pre-wrap; }
.old { color: #57606a; }
.new { font-weight: 600; }
.new .small, .new em { font-weight: 400; }
.file { overflow-wrap: anywhere; }
code { font-family: "Noto Sans Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace; font-size: 8pt; }
.blank { border-bottom: 0.2mm dotted #57606a; height: 8.5mm; }
.blank span { color: #57606a; font-size: 8pt; }
`;
