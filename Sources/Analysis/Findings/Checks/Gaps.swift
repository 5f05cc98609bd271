import Rules

/// Finds kinds of customers to whom no rule recommends anything: market by stage by persona, with one pain point or none.
struct Gaps: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    guard !analysed.recommending.isEmpty else { return }
    let grid = analysed.grid
    tellSilenced(grid, &result)
    var left = grid.cells.filter { grid.contents[$0]?.missing.isEmpty == false }
    // What is so for all of a stage, or for a persona at every stage, is told once.
    for key in [\CustomerGrid.Cell.stage, \.persona] {
      let all = Dictionary(grouping: grid.cells) { $0[keyPath: key] }
      let groups = Dictionary(grouping: left) { $0[keyPath: key] }
      for (id, cells) in groups.sorted(by: { $0.key ?? "" < $1.key ?? "" }) {
        guard let id, cells.count > 1, cells.count == all[id]?.count,
          let first = grid.contents[cells[0]]
        else { continue }
        let lists = cells.compactMap { grid.contents[$0]?.missing }
        let common = first.missing.filter { painPoint in lists.allSatisfy { $0.contains(painPoint) } }
        guard !common.isEmpty else { continue }
        left.removeAll { $0[keyPath: key] == id }
        let what = key == \.stage ? "anybody at the stage '\(id)'" : "'\(id)' at any stage"
        let more = lists.contains { $0.count > common.count } ? ", and to some of them with others" : ""
        result.add(
          finding(
            id, at: .item(key == \.stage ? .stage : .persona, id: id), what,
            Self.painPoints(common, of: first.cases) + more, first))
      }
    }
    for cell in left {
      // Of a book that tells no kinds of customers apart there is nothing to say.
      guard let content = grid.contents[cell], cell != .init(market: nil, stage: nil, persona: nil) else {
        continue
      }
      let market = analysed.book.isMarketOpen(cell) ? cell.market : nil
      result.add(
        finding(
          [market, cell.stage, cell.persona].compactMap(\.self).joined(separator: "/"),
          at: cell.stage.map { .item(.stage, id: $0) } ?? cell.persona.map { .item(.persona, id: $0) },
          Self.words(of: cell, market), Self.painPoints(content.missing, of: content.cases), content))
    }
  }

  /// To whom a suppress rule leaves nothing of what rules recommend is told once for each such rule.
  private func tellSilenced(_ grid: CustomerGrid, _ result: inout AnalysisResult) {
    let rules = Set(grid.contents.values.flatMap(\.silenced.keys)).sorted()
    for rule in rules {
      let cells = grid.cells.filter { grid.contents[$0]?.silenced[rule] != nil }
      guard let first = cells.first, let content = grid.contents[first] else { continue }
      let painPoints = Self.painPoints(content.silenced[rule] ?? [], of: content.cases)
      let more =
        cells.count > 1
        ? ", and to \(cells.count - 1) more kind\(cells.count == 2 ? "" : "s") of customers" : ""
      result.add(
        Finding(
          .gap, rule, at: .rule(id: rule),
          "'\(rule)' holds back all that rules recommend to \(Self.words(of: first, nil))\(painPoints)\(more)",
          help: "narrow what it asks for, spare something with 'except', or accept it here with a reason",
          witness: content.witnesses[rule]))
    }
  }

  private static func words(of cell: CustomerGrid.Cell, _ market: String?) -> String {
    let who = cell.persona.map { "'\($0)'" } ?? "anybody"
    return who + (cell.stage.map { " at '\($0)'" } ?? "") + (market.map { " in '\($0)'" } ?? "")
  }

  /// With which pain points it is so, of so many states.
  private static func painPoints(_ missing: [String?], of cases: Int) -> String {
    if missing.count == cases { return "" }
    let ids = missing.compactMap(\.self)
    if ids.isEmpty { return " of whom no pain point is known" }
    let shown = ids.prefix(4).map { "'\($0)'" }.joined(separator: ", ")
    let more = ids.count > 4 ? " and \(ids.count - 4) more" : ""
    return missing.contains(nil)
      ? " without a pain point, or with \(shown)\(more)" : " with the pain point \(shown)\(more)"
  }

  private func finding(
    _ subject: String, at part: BookPlaces.Part?, _ who: String, _ painPoints: String,
    _ content: CustomerGrid.Content
  ) -> Finding {
    Finding(
      .gap, subject, at: part, "no rule recommends anything to \(who)\(painPoints)",
      help: "write a rule for them, or accept it with a reason: 'accept: {gap: {\(subject): …}}'",
      witness: content.witnesses[nil])
  }
}

extension RuleBook {
  /// Whether the persona of a cell leaves open in which market it is.
  fileprivate func isMarketOpen(_ cell: CustomerGrid.Cell) -> Bool {
    guard let persona = cell.persona, let index = names[.persona].index(of: persona) else { return true }
    return vocabulary.personas[index].market == nil && vocabulary.markets.items.count > 1
  }
}
