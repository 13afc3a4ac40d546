// How a receipt looks, on paper (A4) and on a screen. Names no font or picture from outside.

/** The style sheet of the page. */
export const receiptStyle = `
@page { size: A4; margin: 18mm 16mm; }
* { box-sizing: border-box; }
html { color-scheme: light; }
body { margin: 0; background: #fff; color: #1b1f24;
  font: 10.5pt/1.5 "Noto Sans", "Segoe UI", "Helvetica Neue", Arial, "DejaVu Sans", sans-serif; }
main { max-width: 178mm; margin: 0 auto; padding: 10mm 0; }
@media print { main { max-width: none; padding: 0; } }
h1 { margin: 0; font-size: 19pt; line-height: 1.25; }
.subtitle { margin: 1mm 0 5mm; color: #57606a; }
header { border-bottom: 0.6mm solid #1b1f24; padding-bottom: 4mm; margin-bottom: 7mm; }
dl { margin: 0; }
dl > div { display: grid; grid-template-columns: 50mm 1fr; gap: 4mm; padding: 0.8mm 0; }
dt { color: #57606a; }
dd { margin: 0; overflow-wrap: anywhere; }
dd > div + div { margin-top: 1mm; }
section { border: 0.25mm solid #d0d7de; border-radius: 1.5mm; padding: 4mm 5mm; margin-bottom: 6mm; }
section h2 + dl { break-before: avoid; break-inside: avoid; }
section dl > div { grid-template-columns: 42mm 1fr; }
section > * + * { margin-top: 3mm; }
h2 { margin: 0; font-size: 13pt; line-height: 1.3; break-after: avoid; }
h2 span { font-size: 10.5pt; font-weight: 400; color: #57606a; margin-left: 2mm; }
h3 { margin: 0 0 1mm; font-size: 10.5pt; font-weight: 400; color: #57606a; break-after: avoid; }
table { width: 100%; border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 1.2mm 3mm 1.2mm 0; border-top: 0.2mm solid #d8dee4;
  overflow-wrap: anywhere; white-space: pre-wrap; }
thead th { border-top: 0; font-weight: 400; color: #57606a; }
tbody th { width: 46mm; font-weight: 600; }
td.before { width: 45mm; color: #57606a; }
tr { break-inside: avoid; }
code, pre { font-family: "Noto Sans Mono", Consolas, Menlo, "DejaVu Sans Mono", monospace; font-size: 8pt; }
code { overflow-wrap: anywhere; }
.exchange { margin: 1.5mm 0 1mm; }
.exchange span { color: #57606a; margin: 0 2mm; }
pre { margin: 0; padding: 2mm 3mm; background: #f6f8fa; border-radius: 1mm; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.applied { color: #116329; }
.partly, .unknown, .open, .handed_out { color: #7d4e00; }
.refused, .not_sent { color: #a40e26; }
footer { border-top: 0.6mm solid #1b1f24; padding-top: 4mm; }
footer ol { margin: 2mm 0; padding-left: 6mm; }
footer p { margin: 0; color: #57606a; }
`;
