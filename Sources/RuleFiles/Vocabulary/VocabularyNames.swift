import Diagnostics
import Rules
import YAML

/// What people and states call the items of one vocabulary.
struct VocabularyNames {
  /// Parallel to the declarations.
  private(set) var labels: [Localized<String>?] = []
  /// Folded ids, labels and aliases, each with the index of its item.
  private(set) var indexByName: [String: Int] = [:]
  /// By folded id, label or alias, what it names, and where it stands.
  private var owners: [String: (index: Int, location: SourceLocation, words: String)] = [:]

  /// Reads the labels and aliases of all declarations of a section.
  init(of declarations: [Declaration], table: IDTable) {
    for declaration in declarations where declaration.isFirst {
      guard let index = table.index(of: declaration.id) else { continue }
      let location = declaration.context.location(declaration.span)
      owners[declaration.id.foldedName] = (index, location, "the id '\(declaration.id)'")
    }
    labels.reserveCapacity(declarations.count)
    for declaration in declarations { add(declaration, table) }
    indexByName = owners.mapValues(\.index)
  }

  /// Adds the label and the aliases of an item. Channels have no aliases.
  private mutating func add(_ declaration: Declaration, _ table: IDTable) {
    let reader = VocabularyNameReader(context: declaration.context)
    var label: Localized<String>?
    defer { labels.append(label) }
    guard case .mapping(let mapping) = declaration.body.content else { return }
    for entry in mapping.entries {
      guard let key = ItemNameKey(rawValue: entry.key.text), ItemNameKey.keys(of: table.kind).contains(key),
        reader.hasValue(entry)
      else { continue }
      let names: [VocabularyNameReader.Name]
      switch key {
      case .label: (label, names) = reader.label(entry.value)
      case .aliases: names = reader.aliases(entry.value)
      }
      guard declaration.isFirst, let index = table.index(of: declaration.id) else { continue }
      let noun = key == .label ? "label" : "alias"
      for name in names { add(name, noun, of: index, table, reader) }
    }
  }

  private mutating func add(
    _ name: VocabularyNameReader.Name, _ noun: String, of index: Int, _ table: IDTable,
    _ reader: VocabularyNameReader
  ) {
    let folded = name.text.foldedName
    guard let owner = owners[folded] else {
      owners[folded] = (index, reader.location(name.span), "the \(noun) '\(name.text)'")
      return
    }
    guard owner.index != index else { return }
    reader.error(
      .aliasConflict,
      "'\(name.text)' would name two \(table.noun)s, '\(table.ids[index])' and '\(table.ids[owner.index])'",
      at: name.span, help: "labels and aliases have to differ from each other, whatever their case",
      notes: [Diagnostic.Note("\(owner.words) stands here", at: owner.location)])
  }
}

/// Reads labels and aliases.
private struct VocabularyNameReader: NodeReader {
  typealias Name = (text: String, span: SourceSpan)

  let context: ReadingContext

  func label(_ node: Node) -> (Localized<String>?, [Name]) {
    var names: [Name] = []
    let label = scalars.localized(node, "label") { node in
      let text = scalars.string(node, "label")
      if let text { names.append((text, node.span)) }
      return text
    }
    return (label, names)
  }

  func aliases(_ node: Node) -> [Name] {
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
