import TestSupport

/// A table with random rows, as text of a rule file in one of the ways in which people write it.
struct RandomTable {
  static let words = """
    markets: {b2b: }
    stages: {consideration: {phase: before}, decision: {phase: before}, "2024": {phase: after}}
    personas: {cfo: , it: }
    pain_points: {price: , delay: }
    channels: {email: , phone: }
    attributes:
      account.share: number
      account.partner: bool
      account.since: timestamp
      account.zip: string
    actions:
      roi: {kind: k, channels: [email, phone]}
      demo: {kind: k, channels: [email, phone]}

    """

  private static let columns: [String: [String]] = [
    "stage": ["consideration", "decision", "[consideration, decision]", "2024"],
    "persona": ["cfo", "it", "[cfo, it]"],
    "pain_points": ["price", "[price]", "[price, delay]"],
    "account.share": ["0.125", "3", "-1e3", "[1, 2.5]"],
    "account.partner": ["true", "false"],
    "account.since": ["2026-12-31", "2026-12-31T10:00:00Z"],
    "account.zip": ["\"0021\"", "[\"2100\", K-1]", "'x;y'", "\"say \\\"x\\\", y\"", "Ærø"],
    "score": ["80", "7.5", "\"account.share > 5.0 ? 60 : 50\""],
    "channel": ["email", "phone"],
    "if": ["\"account.share > 5.0 || account.zip == 'a,b'\"", "account.partner"],
  ]

  var random: SeededRandom
  let names: [String]

  init(_ random: SeededRandom) {
    self.random = random
    names = ["id", "recommend", "because"] + self.random.some(Self.columns.keys.sorted())
  }

  /// The rows of a table, as lists of cells.
  mutating func rows() -> [[String]] {
    let ids = random.some((0..<8).map { "row-\($0)" } + ["7", "8"])
    return ids.shuffled(using: &random).map { id in
      names.map { name in
        switch name {
        case "id": id
        case "recommend": random.pick(["roi", "demo", "[roi, demo]"])
        case "because": random.chance(30) ? "any" : because()
        default: random.chance(30) ? "any" : random.pick(Self.columns[name] ?? [])
        }
      }
    }
  }

  private mutating func because() -> String {
    let parts = [
      "\\\"", ",", ";", "|", "\\n", "é", "'", "#", ": ", " - ", "12", "%", "\\\\", "=", "“", "– ", "y",
    ]
    return "\"w" + (0..<Int.random(in: 1...6, using: &random)).map { _ in random.pick(parts) }.joined()
      + "w\""
  }

  /// The text of a rule file.
  mutating func text(_ rows: [[String]]) -> String {
    let way = Int.random(in: 0..<4, using: &random)
    let head = "# before\ntables:\n  other: {columns: [id, recommend], rows: [[a, roi]]}\n"
    let end = random.chance(50) ? "\n# after\n" : random.chance(50) ? "\n" : ""
    let lists = rows.map { "[\($0.joined(separator: ", "))]" }
    let columns = "columns: [\(names.joined(separator: ", "))]"
    let text: String
    switch way {
    case 0: text = "  t: {when: {market: b2b}, \(columns), rows: [\(lists.joined(separator: ", "))]}"
    case 1:
      text =
        "  t:\n    rows: [\n      \(lists.joined(separator: ",\n      "))\n    ]\n    when: {market: b2b}\n    \(columns)"
    case 2:
      let lines = rows.map { row in
        "      - " + row.map { "- \($0)" }.joined(separator: "\n        ")
      }
      text =
        "  t:\n    when: {market: b2b}\n    \(columns)\n    rows:\n\(lines.joined(separator: "\n      # of the next\n"))"
    default:
      let lines = lists.enumerated().map { index, row in
        (index % 2 == 0 ? "\n      # comment \(index)\n" : "") + "      - \(row)"
          + (index % 3 == 0 ? "  # own" : "")
      }
      text = "  t:\n    when: {market: b2b}\n    \(columns)\n    rows:\(lines.joined(separator: "\n"))"
        .replacing("rows:      -", with: "rows:\n      -")
    }
    let whole = head + text + end
    return random.chance(20) ? whole.replacing("\n", with: "\r\n") : whole
  }
}
