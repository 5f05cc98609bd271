import Rules
import YAML

/// Reads how many of each role a buying group needs.
struct BuyingGroupReader: NodeReader {
  let context: ReadingContext

  /// The roles that are named, in the order of all roles, whatever their order in the file.
  func read(_ node: Node) -> [RequiredRole] {
    let help = "write {decider: 1}: how many of each role"
    guard let mapping = mapping(node, "buying_group", help: help) else { return [] }
    var required: [Role: Int] = [:]
    for (index, entry) in mapping.entries.enumerated() {
      guard let role = Role(rawValue: entry.key.text) else {
        if !reportsRest(index, in: mapping) { unknownRole(entry) }
        continue
      }
      if isCut(index, in: mapping) { continue }
      if hasValue(entry) { required[role] = scalars.integer(entry.value, role.rawValue, in: 1...100) }
    }
    return Role.allCases.compactMap { role in
      required[role].map { RequiredRole(role: role, required: $0) }
    }
  }

  private func unknownRole(_ entry: Mapping.Entry) {
    error(
      .unknownRole, "unknown role '\(entry.key.shortText)'", at: entry.keySpan,
      advice: roleOfPersona(entry.key.text).map { Advice($0) }
        ?? ForeignWords.choice(entry.key.text, of: "role").map { .write($0, for: entry.key.text) }
        ?? suggestion(for: entry.key.text, among: Role.allCases.map(\.rawValue), fewest: 12))
  }

  /// What to write where a persona stands instead of its role.
  private func roleOfPersona(_ id: String) -> String? {
    guard let index = symbols[.persona].index(of: id) else { return nil }
    let role = symbols.names.vocabulary.personas[index].role
    return role.map { "'\(id)' is a persona: write its role, '\($0.rawValue)'" }
      ?? "'\(id)' is a persona: give it a 'role', and write that role here"
  }
}
