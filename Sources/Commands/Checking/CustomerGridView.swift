import Analysis
import JSON
import Rules

/// What kinds of customers get, and where nothing is there for them, for a person to see at a glance.
struct CustomerGridView {
  let grid: CustomerGrid

  /// A table of personas by stages: how many actions there are, and where there are none.
  func text(for terminal: Terminal) -> String {
    let stages = grid.cells.map(\.stage).withoutRepeats
    let hasMarkets = grid.cells.contains { $0.market != nil }
    var table = TextTable((hasMarkets ? ["MARKET"] : []) + ["PERSONA"] + stages.map { $0 ?? "ACTIONS" })
    for row in rows {
      let names = (hasMarkets ? [row.market ?? "any"] : []) + [row.persona ?? "any"]
      table.add(
        names
          + stages.map { stage in
            grid.contents[.init(market: row.market, stage: stage, persona: row.persona)].map(Self.mark) ?? ""
          })
    }
    return table.rendered(for: terminal) + "\n" + Self.legend
  }

  /// The rows of the table: the cells without their stage.
  private var rows: [CustomerGrid.Cell] {
    grid.cells.map { CustomerGrid.Cell(market: $0.market, stage: nil, persona: $0.persona) }.withoutRepeats
  }

  private static func mark(_ content: CustomerGrid.Content) -> String {
    let missing = content.gaps
    if missing == content.cases { return "none" }
    let gaps = missing == 0 ? "" : missing == 1 ? ", 1 gap" : ", \(missing) gaps"
    return "\(content.actions.count)\(gaps)"
  }

  private static let legend = """
    How many actions rules recommend to such a customer of whom no more is known, without a pain point and with each of
    them; gaps: with so many pain points, or with none, there is nothing; none: there is nothing at all.

    """

  /// The same for programs: an entry for each kind of customer.
  var json: [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.array("customers", of: grid.cells) { writer, cell in
        let content = grid.contents[cell] ?? CustomerGrid.Content()
        writer.object {
          $0.member("market", ifPresent: cell.market)
          $0.member("stage", ifPresent: cell.stage)
          $0.member("persona", ifPresent: cell.persona)
          $0.array("actions", of: content.actions) { $0.string($1) }
          $0.member("gap_without_pain_point", content.missing.contains(nil))
          $0.array("gaps_with_pain_points", of: content.missing.compactMap(\.self)) { $0.string($1) }
          $0.array("held_back_by", of: content.silenced.keys.sorted()) { $0.string($1) }
        }
      }
    }
    return writer.bytes
  }
}
