package import Diagnostics
package import YAML

extension ScalarReader {
  /// One of a few words.
  ///
  /// - Parameters:
  ///   - unguessed: one that a misspelt word is never taken for, other capitals apart.
  ///   - help: what to do where no word is near, instead of the list of them.
  package func choice<Choice: RawRepresentable<String> & CaseIterable & Equatable>(
    _ node: Node, _ name: String, as: Choice.Type, _ noun: String, unknown id: DiagnosticID,
    unguessed: Choice? = nil, help: String? = nil
  ) -> Choice? {
    guard let scalar = scalar(node, name) else { return nil }
    if let choice = Choice(rawValue: scalar.text) { return choice }
    let guessed = Choice.allCases.filter {
      $0 != unguessed || $0.rawValue == scalar.text.lowercased().trimmed
    }
    error(
      id, "unknown \(noun) '\(scalar.shortText)'", at: node.span,
      advice: ForeignWords.choice(scalar.text, of: noun).map { .write($0, for: scalar.text) }
        ?? suggestion(
          for: scalar.text, among: guessed.map(\.rawValue), fewest: help == nil ? 12 : 0)
        ?? help.map { Advice($0) })
    return nil
  }

  /// One or several of a few words.
  func choices<Choice: RawRepresentable<String> & CaseIterable & Hashable>(
    _ node: Node, _ name: String, as: Choice.Type, _ noun: String, unknown id: DiagnosticID
  ) -> [Choice]? {
    guard let nodes = oneOrMany(node, name) else { return nil }
    let found = nodes.compactMap { node in
      choice(node, name, as: Choice.self, noun, unknown: id).map { (value: $0, node: node) }
    }
    warnOfRepeats(found, name)
    return found.isEmpty ? nil : found.map(\.value)
  }
}
