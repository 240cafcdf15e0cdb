/// The style of the page: light or dark as the reader's system is, narrow, wide and on paper.
let pageStyle = """
  :root {
    --paper: #fff; --ink: #1d2430; --soft: #566172; --line: #d5dbe4; --tint: #f4f6f9; --link: #1558b0;
    --campaign: #fde8d0; --segment: #dcebfb; --define: #e6f3e3; --score: #efe3f7; --data: #f1f2f4; --edge: #7d8899;
    --box: #98a3b3;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --paper: #14181f; --ink: #e4e8ee; --soft: #a0abba; --line: #343c48; --tint: #1c222b; --link: #8dbcff;
      --campaign: #5a3d1c; --segment: #1d3d60; --define: #24472a; --score: #43305a; --data: #2a313b; --edge: #8b97a8;
      --box: #5d6979;
    }
  }
  * { box-sizing: border-box; }
  html { scroll-padding-top: 1rem; }
  body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.55;
    font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
  header, .page { max-width: 84rem; margin: 0 auto; padding: 0 1.25rem; }
  header { padding-top: 1.5rem; }
  h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; }
  h2 { font-size: 1.4rem; margin: 2.5rem 0 .75rem; padding-bottom: .25rem; border-bottom: 2px solid var(--line); }
  h3 { font-size: 1.12rem; margin: 0 0 .5rem; }
  h1, h2, h3, p, li, dd { overflow-wrap: anywhere; }
  td { overflow-wrap: break-word; }
  td code { white-space: nowrap; }
  h3 code { font-size: .85rem; font-weight: normal; color: var(--soft); }
  p { margin: .5rem 0; max-width: 46rem; }
  ul { margin: .25rem 0 .75rem; padding-left: 1.35rem; max-width: 46rem; }
  li { margin: .15rem 0; }
  a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
  a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
  main:focus { outline: none; }
  code, pre { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .88em; }
  .skip { position: absolute; left: -999rem; }
  .skip:focus { position: static; display: inline-block; padding: .5rem 1.25rem; }
  .defs { position: absolute; }
  .comment { color: var(--soft); font-style: italic; border-left: 3px solid var(--line); padding-left: .75rem; }
  article { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem; margin: 1rem 0; }
  :target { border-color: var(--link); box-shadow: 0 0 0 2px var(--link); }
  tr:target { background: var(--tint); }
  dl { margin: .75rem 0; }
  dl > div { display: flex; gap: .75rem; padding: .15rem 0; }
  dt { flex: 0 0 9rem; color: var(--soft); }
  dd { margin: 0; }
  table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; font-size: .95rem; }
  th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
  th { color: var(--soft); font-weight: 600; }
  article table td:first-child { width: 6rem; }
  #tests table td:first-child { width: 30%; }
  details { margin: .5rem 0 0; }
  summary { cursor: pointer; color: var(--soft); }
  pre { background: var(--tint); border-radius: 8px; padding: .75rem 1rem; overflow-x: auto; line-height: 1.45; }
  figure { margin: 1rem 0; }
  .scroll { overflow-x: auto; }
  .scroll svg { display: block; max-width: 100%; height: auto; }
  .key { white-space: nowrap; margin-left: .75rem; }
  .key::before { content: ""; display: inline-block; width: .8em; height: .8em; margin-right: .3em; border-radius: 3px;
    border: 1px solid var(--box); background: var(--data); vertical-align: -.05em; }
  .k-campaign::before { background: var(--campaign); } .k-segment::before { background: var(--segment); }
  .k-define::before { background: var(--define); } .k-score::before { background: var(--score); }
  figcaption { color: var(--soft); font-size: .9rem; margin-top: .35rem; }
  svg text { font-family: inherit; fill: var(--ink); }
  svg .t { font-size: 12.5px; } svg .strong { font-size: 14px; font-weight: 600; }
  svg .small { font-size: 12px; fill: var(--soft); }
  svg .label { font-size: 12px; paint-order: stroke; stroke: var(--paper); stroke-width: 4px; }
  svg rect { stroke: var(--box); stroke-width: 1; fill: var(--data); }
  svg .b-campaign { fill: var(--campaign); } svg .b-segment { fill: var(--segment); }
  svg .b-define { fill: var(--define); } svg .b-score { fill: var(--score); }
  svg .b-stage { fill: var(--segment); } svg .final { stroke-width: 3; }
  svg .w { fill: none; stroke: var(--edge); stroke-width: 1.4; } svg .head { fill: var(--edge); }
  svg a:hover rect, svg a:focus-visible rect { stroke: var(--link); stroke-width: 2.5; }
  nav h2 { font-size: 1rem; margin: 1rem 0 .25rem; border: 0; padding: 0; }
  nav ul { list-style: none; padding-left: 0; margin: 0; font-size: .92rem; }
  nav ul ul { padding-left: .9rem; margin-bottom: .4rem; }
  nav a { text-decoration: none; }
  nav a:hover { text-decoration: underline; }
  @media (min-width: 70rem) {
    .page { display: grid; grid-template-columns: 16rem minmax(0, 1fr); gap: 2.5rem; }
    nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto; padding-bottom: 1rem; }
  }
  @media (max-width: 44rem) {
    article { padding: .75rem .85rem; }
    nav ul ul { display: none; }
    nav > ul > li { display: inline-block; margin-right: 1rem; }
    .scroll svg { max-width: max(100%, 34rem); }
    dl > div { display: block; }
    thead { position: absolute; left: -999rem; }
    table, tbody, tr { display: block; }
    tr { border-bottom: 1px solid var(--line); padding: .4rem 0; }
    td, article table td:first-child, #tests table td:first-child { display: block; width: auto; border: 0; padding: .1rem 0; }
    td:not(:empty)::before { content: attr(data-label) ": "; color: var(--soft); }
  }
  @media print {
    :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --tint: #f6f6f6; --link: #000; --edge: #555;
      --campaign: #fde8d0; --segment: #dcebfb; --define: #e6f3e3; --score: #efe3f7; --data: #f1f2f4; --box: #888; }
    body { font-size: 10.5pt; }
    nav, .skip { display: none; }
    .page { display: block; padding: 0; max-width: none; }
    header { padding: 0; max-width: none; }
    a { color: inherit; text-decoration: none; }
    h2, h3 { break-after: avoid; }
    figure, tr, li, article { break-inside: avoid; }
    #tests details { display: none; }
    details::details-content { content-visibility: visible; block-size: auto; }
    pre { white-space: pre-wrap; }
  }\n
  """
