import Diagnostics
import Rules
import YAML

/// What people and states call the items of one vocabulary.
struct VocabularyNames {
  /// Labels, parallel to the declarations.
  let labels: [Localized<String>?]
  /// Folded ids, labels and aliases, each with the index of its item.
  let indexByName: [String: Int]

  /// Reads the labels and aliases of all declarations of a section.
  init(of declarations: [Declaration], table: IDTable) {
    var taken: [String: (index: Int, location: SourceLocation, what: String)] = [:]
    for declaration in declarations where declaration.isFirst {
      guard let index = table.index(of: declaration.id) else { continue }
      let location = declaration.context.location(declaration.span)
      taken[declaration.id.foldedName] = (index, location, "the id '\(declaration.id)'")
    }
    var labels: [Localized<String>?] = []
    for declaration in declarations {
      let reader = VocabularyNameReader(context: declaration.context)
      var label: Localized<String>?
      if case .mapping(let mapping) = declaration.body.content {
        for entry in mapping.entries {
          let isLabel = entry.key.text == ItemNameKey.label.rawValue
          guard isLabel || (entry.key.text == ItemNameKey.aliases.rawValue && table.kind != .channel),
            reader.hasValue(entry)
          else { continue }
          let names: [(text: String, span: SourceSpan)]
          if isLabel {
            (label, names) = reader.label(entry.value)
          } else {
            names = reader.aliases(entry.value)
          }
          guard declaration.isFirst, let index = table.index(of: declaration.id) else { continue }
          for name in names {
            let folded = name.text.foldedName
            if let other = taken[folded] {
              guard other.index != index else { continue }
              reader.error(
                .aliasConflict,
                "'\(name.text)' would name two \(table.noun)s, '\(declaration.id)' and '\(table.ids[other.index])'",
                at: name.span, help: "labels and aliases have to differ from each other, whatever their case",
                notes: [Diagnostic.Note("\(other.what) stands here", at: other.location)])
            } else {
              let location = reader.location(name.span)
              taken[folded] = (index, location, "the \(isLabel ? "label" : "alias") '\(name.text)'")
            }
          }
        }
      }
      labels.append(label)
    }
    self.labels = labels
    indexByName = taken.mapValues(\.index)
  }
}

/// Reads labels and aliases.
private struct VocabularyNameReader: NodeReader {
  let context: ReadingContext

  func label(_ node: Node) -> (Localized<String>?, [(text: String, span: SourceSpan)]) {
    var names: [(text: String, span: SourceSpan)] = []
    let label = scalars.localized(node, "label") { node in
      let text = scalars.string(node, "label")
      if let text { names.append((text, node.span)) }
      return text
    }
    return (label, names)
  }

  func aliases(_ node: Node) -> [(text: String, span: SourceSpan)] {
    let aliases = (oneOrMany(node, "aliases") ?? []).compactMap { node in
      alias(node).map { (value: $0, node: node) }
    }
    warnOfRepeats(aliases, "aliases")
    return aliases.map { ($0.value, $0.node.span) }
  }

  /// Whatever a system may send, numbers too.
  private func alias(_ node: Node) -> String? {
    guard let scalar = scalar(node, "aliases") else { return nil }
    guard scalar.text.isEmpty else { return scalar.text }
    return scalars.string(node, "aliases")
  }
}

extension DiagnosticID {
  static let aliasConflict = DiagnosticID(
    "alias-conflict",
    page: """
      A label or an alias is already the id, a label or an alias of another item of the same vocabulary. \
      States may use any of these names, so each may mean one thing only; upper and lower case make no \
      difference. Both places are shown: change one of the two names.
      """)
}
