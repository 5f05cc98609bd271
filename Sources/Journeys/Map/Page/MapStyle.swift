/// The style of the page: light, dark and print, from 320 pixels on. No rule goes by colour alone.
enum MapStyle {
  static let text: StaticString = """

    :root { color-scheme: light dark; --ink: #1d2733; --soft: #505b68; --ground: #fff; --pane: #f4f6f8;
      --line: #cfd6dd; --mark: #0b5cad; --good: #17653a; --bad: #a3231f; --gap: #fff3d1; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #aab4bf; --ground: #14181d;
      --pane: #1d232a; --line: #3a444f; --mark: #82b8f2; --good: #7fd3a0; --bad: #f5a29b; --gap: #3b3113; } }
    * { box-sizing: border-box; }
    body { margin: 0; padding: 1rem clamp(.75rem, 2vw, 2rem); background: var(--ground); color: var(--ink);
      font: 15px/1.45 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: break-word; }
    h1, h2, h3, p, ul { margin: 0; padding: 0; }
    h1 { font-size: 1.6rem; line-height: 1.2; letter-spacing: -.01em; }
    h2 { font-size: 1.25rem; margin-bottom: .15rem; }
    h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
    .soft { color: var(--soft); }
    form { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: end; margin-top: .75rem; padding: .6rem .8rem;
      background: var(--pane); border: 1px solid var(--line); border-radius: 6px; }
    form[hidden] { display: none; }
    form label { font-weight: 600; font-size: .85rem; }
    select { display: block; font: inherit; font-weight: 400; color: inherit; background: var(--ground);
      border: 1px solid var(--soft); border-radius: 4px; padding: .3rem .4rem; max-width: 100%; }
    form .check { display: flex; gap: .4rem; align-items: center; padding-bottom: .4rem; }
    input { inline-size: 1.1rem; block-size: 1.1rem; accent-color: var(--mark); margin: 0; }
    :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
    section { margin-top: 1.75rem; }
    .scroll { overflow-x: auto; margin-top: .5rem; border: 1px solid var(--line); border-radius: 6px; }
    table { border-collapse: separate; border-spacing: 0; width: 100%; font-size: .82rem; line-height: 1.35; }
    caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .scroll { position: relative; }
    th, td { text-align: start; vertical-align: top; padding: .4rem .55rem; border-top: 1px solid var(--line);
      border-inline-start: 1px solid var(--line); hyphens: auto; }
    tr > :first-child { border-inline-start: 0; }
    thead th { background: var(--pane); }
    .map thead th { min-width: 8.5rem; }
    .map tbody th, .map thead tr:first-child th:first-child { position: sticky; inset-inline-start: 0; z-index: 1;
      background: var(--pane); width: 7.5rem; min-width: 6.5rem; }
    .phase { font-size: .75rem; text-transform: uppercase; letter-spacing: .06em; color: var(--soft);
      border-bottom: 3px solid var(--mark); }
    th .soft { font-weight: 400; display: block; }
    ul { list-style: none; }
    li + li, td > p + p { margin-top: .25rem; }
    .n { color: var(--soft); font-variant-numeric: tabular-nums; }
    b { font-variant-numeric: tabular-nums; }
    .good { color: var(--good); white-space: nowrap; }
    .bad { color: var(--bad); white-space: nowrap; font-weight: 600; }
    .mixed { white-space: nowrap; }
    .tag { display: inline-block; border: 1px solid currentColor; border-radius: 3px; padding: 0 .3em; font-size: .92em; }
    .gap { background: var(--gap); box-shadow: inset 3px 0 0 var(--bad); }
    .quiet .n { display: none; }
    .bar { display: block; width: 100%; height: 5px; margin: .15rem 0 .3rem; }
    .bar .all { fill: var(--line); }
    .bar .part { fill: var(--mark); }
    .curve { padding: 0; }
    .curve svg { display: block; width: 100%; height: 92px; }
    .zero { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 3 4; }
    .line { fill: none; stroke: var(--mark); stroke-width: 2.5; }
    .point { fill: none; stroke: var(--mark); stroke-width: 9; stroke-linecap: round; }
    details summary { cursor: pointer; color: var(--mark); margin-top: .25rem; }
    footer { margin-top: 1.75rem; padding-top: .75rem; border-top: 1px solid var(--line); font-size: .85rem; }
    footer p + p { margin-top: .3rem; }
    @media (max-width: 40rem) { .checks thead { display: none; }
      .checks, .checks tbody, .checks tr, .checks th, .checks td { display: block; border-inline-start: 0; }
      .checks td { border-top: 0; padding-top: 0; }
      .checks td::before { content: attr(data-head); display: block; font-size: .75rem; color: var(--soft); }
      .map tbody th, .map thead tr:first-child th:first-child { min-width: 5.5rem; width: 5.5rem; } }
    @media print { :root { --ink: #000; --soft: #444; --ground: #fff; --pane: #fff; --line: #999; --mark: #0b4f94;
        --good: #14532f; --bad: #8a1c19; --gap: #fff; color-scheme: light; }
      @page { size: A4 landscape; margin: 9mm; }
      body { padding: 0; font-size: 8.5pt; }
      form { display: none; }
      details summary { list-style: none; color: var(--soft); }
      section { margin-top: 0; break-before: page; }
      header + main > section:first-of-type { break-before: auto; margin-top: .5rem; }
      .scroll { overflow: visible; border-radius: 0; }
      .map { table-layout: fixed; }
      table { font-size: 6.8pt; line-height: 1.25; }
      .map thead th, .map tbody th, .map thead tr:first-child th:first-child { min-width: 0; position: static; }
      th, td { padding: 2pt 3pt; }
      li, p, .curve { break-inside: avoid; }
      thead { display: table-header-group; } }

    """
}
