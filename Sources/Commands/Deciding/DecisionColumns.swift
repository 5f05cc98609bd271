import ArgumentParser
import Diagnostics
import JSON

/// The columns of decisions in rows: a row for each recommendation, with tabs between its cells.
struct DecisionColumns {
  /// The keys of each column, from the recommendation or else from the decision.
  private let paths: [[String]]

  /// What `--quiet` prints.
  static let quiet = DecisionColumns(paths: ["action", "channel", "decision", "journey"].map { [$0] })

  private static let names = [
    "action", "channel", "decision", "journey", "rank", "kind", "group", "priority", "score", "title",
    "because", "outcome", "stage", "persona", "now", nextPossible, "revision", replayed,
  ]
  /// A decision that recommends nothing has it, and a row only where somebody asks for it.
  private static let nextPossible = "next_possible"
  /// Whether the answer was given before, under the same key.
  private static let replayed = "replayed"
  /// Of these a key stands behind a point.
  private static let objects = ["treatment", "payload"]

  private init(paths: [[String]]) { self.paths = paths }

  /// - Parameter text: the columns of `--output tsv=COLUMN,COLUMN`.
  init(_ text: String) throws {
    guard text.hasPrefix("tsv=") else {
      throw ValidationError("'--output' is tsv= with columns behind it, as in 'tsv=action,channel,because'.")
    }
    paths = try text.dropFirst(4).split(separator: ",", omittingEmptySubsequences: false).map { name in
      let path = name.split(separator: ".", omittingEmptySubsequences: false).map { String($0) }
      let isKnown = path.count == 1 ? Self.names.contains(path[0]) : Self.objects.contains(path[0])
      guard isKnown, !path.contains("") else {
        let near = nearest(to: String(name), among: Self.names)
        throw ValidationError(
          near.map { "There is no column '\(name)' of decisions; did you mean '\($0)'?" }
            ?? "There is no column '\(name)' of decisions; there are \(Self.list).")
      }
      return path
    }
  }

  static var list: String { (names + objects.map { "\($0).KEY" }).joined(separator: ", ") }

  /// The rows of a decision: of its recommendations; where it has none, one that says when to ask again, if that is asked.
  ///
  /// - Parameters:
  ///   - count: of how many recommendations; the first of them. Nil: of all.
  ///   - since: what became since of the actions that it reserved; what is not to be done any more has no row.
  ///   - isPreview: whether it has no id that anything can be reported of.
  func rows(
    _ decision: JSONDocument, first count: Int?, _ since: StateResult.Since = .init(), isPreview: Bool
  ) -> String {
    guard let list = decision.member("recommendations", of: decision.root) else { return "" }
    let all = Array(decision.elements(of: list))
    if all.isEmpty, paths.contains([Self.nextPossible]),
      decision.member("next_possible", of: decision.root) != nil
    {
      return row(of: decision.root, in: decision, since, isPreview: isPreview)
    }
    let others = since.all
    return all.prefix(count ?? .max).filter { item in
      others.isEmpty || !others.contains(decision.shown("action", of: item))
    }.map { row(of: $0, in: decision, since, isPreview: isPreview) }.joined()
  }

  /// - Parameter item: a recommendation, or the decision itself where it has none.
  private func row(
    of item: JSONToken, in decision: JSONDocument, _ since: StateResult.Since, isPreview: Bool
  ) -> String {
    let cells = paths.map { path in
      if path == [Self.replayed] { return since.isReplayed ? "yes" : "no" }
      if isPreview, path == ["decision"] { return "-" }
      let text = Self.text(path, decision, item) ?? Self.text(path, decision, decision.root) ?? ""
      return text.isEmpty ? "-" : text
    }
    return cells.joined(separator: "\t") + "\n"
  }

  /// A value on one line; nil where there is none. Of a stage or a persona its id.
  private static func text(_ path: [String], _ document: JSONDocument, _ token: JSONToken) -> String? {
    document.value(of: path, from: token).map {
      document.kind(of: $0) == .object ? document.shown("id", of: $0) : document.shown($0)
    }
  }
}
