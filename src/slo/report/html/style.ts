/** How the page looks: light and dark as the reader's system is, and on paper. */
export const style = `
:root { color-scheme: light dark; --text: #1c2024; --soft: #5c656e; --line: #d5dade; --page: #fff; --box: #f5f7f8;
  --good: #3d8f6a; --poor: #c98412; --bad: #c8372d; --gap: #8a939b; --met: #2a7152; --open: #8a5a00; --missed: #b32a21; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ec; --soft: #a2abb3; --line: #3a4147; --page: #15181b; --box: #1e2327;
  --good: #55b58a; --poor: #e0a33c; --bad: #ef6a5f; --met: #55b58a; --open: #e0a33c; --missed: #ef6a5f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 24px 20px 48px; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 4px; }
h2 { font-size: 1.15rem; margin: 40px 0 6px; padding-top: 16px; border-top: 1px solid var(--line); }
h3 { font-size: .95rem; margin: 16px 0 4px; }
p, ul { margin: 4px 0; } ul { padding-left: 20px; }
.soft { color: var(--soft); }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: 3px 12px 3px 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 500; }
td.number, th.number { text-align: right; }
td.wide { white-space: normal; }
.verdict { font-weight: 600; } .verdict.good { color: var(--met); } .verdict.bad { color: var(--missed); } .verdict.open { color: var(--open); }
.pair { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 8px 28px; align-items: start; }
.days { font-size: .8rem; }
.scroll { overflow-x: auto; }
figure { margin: 8px 0; } figcaption { font-size: .85rem; color: var(--soft); }
svg { display: block; width: 100%; height: auto; }
svg .grid { stroke: var(--line); } svg .label { fill: var(--soft); font-size: 11px; } svg .strong { fill: var(--text); font-weight: 600; }
svg .target { stroke: var(--text); stroke-width: 1.5; } svg .slo { stroke-dasharray: 6 3; } svg .sla { stroke-dasharray: 2 3; } svg .aim { stroke-dasharray: 1 5; }
svg rect.good { fill: var(--good); fill-opacity: .55; } svg rect.poor { fill: var(--poor); } svg rect.bad { fill: var(--bad); }
svg .gap { fill: url(#hatched); } svg .future { fill: var(--box); } svg .incident { fill: var(--bad); fill-opacity: .28; }
svg .line { fill: none; stroke: var(--text); stroke-width: 2; stroke-linejoin: round; } svg .even { stroke: var(--soft); stroke-dasharray: 5 4; }
.key { white-space: nowrap; margin-left: 10px; } .key svg { display: inline-block; width: 22px; height: 10px; margin-right: 4px; }
.defs { position: absolute; width: 0; height: 0; }
footer { margin-top: 40px; font-size: .85rem; color: var(--soft); }
@media (max-width: 900px) { .pair { grid-template-columns: minmax(0, 1fr); } }
@media print { :root { color-scheme: light; } main { max-width: none; padding: 0; } .pair { display: block; } .days { font-size: .7rem; }
  section { break-inside: auto; } figure, .incidents { break-inside: avoid; } h2, h3 { break-after: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
@media print and (prefers-color-scheme: dark) { :root { --text: #1c2024; --soft: #5c656e; --line: #d5dade; --page: #fff; --box: #f5f7f8;
  --good: #3d8f6a; --poor: #c98412; --bad: #c8372d; --met: #2a7152; --open: #8a5a00; --missed: #b32a21; } }
`;
