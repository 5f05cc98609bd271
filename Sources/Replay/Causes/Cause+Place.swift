package import Diagnostics
import Rules

extension Cause {
  /// Where it stands in a rule book; nil where there is nothing of it.
  func place(in book: RuleBook, _ places: BookPlaces, isNew: Bool) -> BookPlace? {
    switch (change, isNew) {
    case (.added, false), (.removed, true): return nil
    default: break
    }
    switch subject {
    case .decision: return nil
    case .rule(let id):
      guard let rule = book.rules.first(where: { $0.id == id }) else { return nil }
      let known = path(of: rule, id).flatMap { places.place(of: $0) }
      return BookPlace(known.flatMap { $0.file == rule.location.file ? $0 : nil } ?? rule.location)
    case .action(let id):
      let path = ["actions", id] + (key?.split(separator: ".").map(String.init) ?? [])
      return (places.place(of: path) ?? book.actions.first { $0.id == id }?.location).map { BookPlace($0) }
    case .policy(let key), .word(let key):
      let path = key.split(separator: ".", maxSplits: 2).map(String.init)
      let top = if case .policy = subject { ["policies"] + path } else { path }
      guard let place = places.place(of: top) else { return nil }
      return BookPlace(place)
    }
  }

  private var key: String? { if case .edited(let key, _, _) = change { key } else { nil } }

  /// The path of what differs in a rule that has a key of its own.
  private func path(of rule: Rule, _ id: String) -> [String]? {
    guard let key = key ?? seenKey else { return ["rules", id] }
    let parts = key.split(separator: ".", maxSplits: 1).map(String.init)
    switch parts.first {
    case "when", "unless": return ["rules", id] + parts
    case "enabled", "from", "until", "because", "suppress", "detect", "place": return ["rules", id, key]
    case "except": return ["rules", id, "suppress", "except"]
    case "severity", "summary": return ["rules", id, "alert", key]
    default: return ["rules", id, "recommend", String(key.split(separator: " ").first ?? "")]
    }
  }

  private var seenKey: String? { if case .sees(let key) = change { key } else { nil } }
}

extension BookPlace {
  package init(_ location: SourceLocation) { self.init(file: location.file, line: Int(location.span.line)) }
}
