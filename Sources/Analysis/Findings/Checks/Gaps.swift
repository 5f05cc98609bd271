import Rules

/// Finds kinds of customers to whom no rule recommends anything: market by stage by persona, with one pain point or none.
struct Gaps: AnalysisCheck {
  func check(_ analysed: AnalysedBook, _ result: inout AnalysisResult) {
    guard !analysed.recommending.isEmpty else { return }
    let grid = analysed.grid
    var left = grid.cells.filter { grid.contents[$0]?.missing.isEmpty == false }
    // What is so for a whole stage, or for a persona at every stage, is told once.
    for key in [\CustomerGrid.Cell.stage, \.persona] {
      let all = Dictionary(grouping: grid.cells) { $0[keyPath: key] }
      for (id, cells) in Dictionary(grouping: left, by: { $0[keyPath: key] }).sorted(by: {
        $0.key ?? "" < $1.key ?? ""
      }) {
        guard let id, cells.count > 1, cells.count == all[id]?.count,
          let content = grid.contents[cells[0]],
          cells.allSatisfy({ grid.contents[$0]?.missing == content.missing })
        else { continue }
        left.removeAll { $0[keyPath: key] == id }
        let what = key == \.stage ? "anybody at the stage '\(id)'" : "'\(id)' at any stage"
        let part = BookPlaces.Part.item(key == \.stage ? .stage : .persona, id: id)
        result.add(finding(id, at: part, what, content.painPoints, content))
      }
    }
    for cell in left {
      // Of a book that tells no kinds of customers apart there is nothing to say.
      guard let content = grid.contents[cell], cell != .init(market: nil, stage: nil, persona: nil) else {
        continue
      }
      let isMarketOpen = analysed.book.isMarketOpen(cell)
      let ids = [isMarketOpen ? cell.market : nil, cell.stage, cell.persona].compactMap(\.self)
      let who = cell.persona.map { "'\($0)'" } ?? "anybody"
      let whereabouts = cell.stage.map { " at '\($0)'" } ?? ""
      let market = isMarketOpen ? cell.market.map { " in '\($0)'" } ?? "" : ""
      result.add(
        finding(
          ids.joined(separator: "/"),
          at: cell.stage.map { .item(.stage, id: $0) } ?? cell.persona.map { .item(.persona, id: $0) },
          "\(who)\(whereabouts)\(market)", content.painPoints, content))
    }
  }

  private func finding(
    _ subject: String, at part: BookPlaces.Part?, _ who: String, _ painPoints: String,
    _ content: CustomerGrid.Content
  ) -> Finding {
    Finding(
      .gap, subject, at: part, "no rule recommends anything to \(who)\(painPoints)",
      help: "write a rule for them, or accept it with a reason: 'accept: {gap: {\(subject): …}}'",
      witness: content.witness)
  }
}

extension CustomerGrid.Content {
  /// Whether a customer of the cell gets nothing, whatever the pain point.
  fileprivate var isWhole: Bool { missing.count == cases }

  /// With which pain points it is so.
  fileprivate var painPoints: String {
    guard !isWhole else { return "" }
    let ids = missing.compactMap(\.self)
    if ids.isEmpty { return " of whom no pain point is known" }
    let shown = ids.prefix(4).map { "'\($0)'" }.joined(separator: ", ")
    let more = ids.count > 4 ? " and \(ids.count - 4) more" : ""
    return missing.contains(nil)
      ? " without a pain point, or with \(shown)\(more)" : " with the pain point \(shown)\(more)"
  }
}

extension RuleBook {
  /// Whether the persona of a cell leaves open in which market it is.
  fileprivate func isMarketOpen(_ cell: CustomerGrid.Cell) -> Bool {
    guard let persona = cell.persona, let index = names[.persona].index(of: persona) else { return true }
    return vocabulary.personas[index].market == nil && vocabulary.markets.items.count > 1
  }
}
