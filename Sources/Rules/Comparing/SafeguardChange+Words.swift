import Diagnostics

/// Words that states and reports say, and that are not understood any more, or mean something else.
extension SafeguardChange {
  var words: [WeakenedSafeguard] {
    let (before, after) = (old.vocabulary, new.vocabulary)
    return words("pain point", before.painPoints, after.painPoints, \.id, \.label)
      + words("trigger", before.triggers, after.triggers, \.id, \.label)
      + words("touchpoint", before.touchpoints, after.touchpoints, \.id, \.label)
      + words("exit", before.exits, after.exits, \.id, \.label)
      + words("stage", before.stages, after.stages, \.id, \.label)
      + words("persona", before.personas, after.personas, \.id, \.label)
      + words("market", before.markets, after.markets, \.id, \.label)
      + channelNames
  }

  private func words<Item>(
    _ noun: String, _ before: ItemList<Item>, _ after: ItemList<Item>, _ id: (Item) -> String,
    _ label: (Item) -> Localized<String>?
  ) -> [WeakenedSafeguard] {
    let names = before.names
    return before.items.enumerated().flatMap { index, item -> [WeakenedSafeguard] in
      let name = id(item)
      // An alias is enough.
      guard let now = after.index(named: name) else {
        return gone(noun, name, before, after, id, heir: after.heir(of: item, in: before, id, label))
      }
      let spellings = Self.spellings(of: label(item))
      let lost = names[index].filter { $0 != name.foldedName && after.index(named: $0) == nil }
        .map { spellings[$0] ?? $0 }
      let moved = names[index].compactMap { name in
        after.index(named: name).flatMap { $0 == now ? nil : (spellings[name] ?? name, id(after[$0])) }
      }
      let unknown =
        lost.isEmpty
        ? []
        : [
          WeakenedSafeguard(
            "names of \(noun) \(name)",
            "the \(noun) '\(name)' is not called \(Self.list(lost, "or")) any more: states that say so are not understood",
            remedy: "add 'aliases: [\(lost.map(Self.plain).joined(separator: ", "))]' to '\(id(after[now]))'")
        ]
      return unknown
        + moved.map { spelling, other in
          WeakenedSafeguard(
            "name \(spelling) of \(noun) \(name)",
            "'\(spelling)' means the \(noun) '\(other)' now: it meant '\(name)'")
        }
    }
  }

  /// One that has another id: what was reported under the one of before is not known any more.
  private func gone<Item>(
    _ noun: String, _ name: String, _ before: ItemList<Item>, _ after: ItemList<Item>, _ id: (Item) -> String,
    heir: Int?
  ) -> [WeakenedSafeguard] {
    if let heir = heir.map({ id(after[$0]) }) {
      return [
        WeakenedSafeguard(
          "\(noun) \(name)",
          "the \(noun) '\(name)' is '\(heir)' now: what was reported as '\(name)' is not known any more",
          remedy: "keep the id, or add 'aliases: [\(name)]' to '\(heir)'")
      ]
    }
    let added = after.items.map(id).filter { before.index(named: $0) == nil }
    guard let first = added.first else { return [] }
    let several = added.count > 3 ? "\(added.count) others" : Self.list(added)
    return [
      WeakenedSafeguard(
        "\(noun) \(name)",
        "the \(noun) '\(name)' is gone and \(several) \(added.count == 1 ? "is" : "are") new: what was reported as '\(name)' is not known any more",
        remedy:
          "if it is the same as before, keep the id, or add 'aliases: [\(name)]' to \(added.count == 1 ? "'\(first)'" : "it")"
      )
    ]
  }

  /// Channels have no aliases.
  private var channelNames: [WeakenedSafeguard] {
    let (before, after) = (old.vocabulary.channels, new.vocabulary.channels)
    let names = before.names
    return before.items.enumerated().compactMap { index, channel in
      guard let now = after.index(ofID: channel.id) else { return nil }
      let spellings = Self.spellings(of: channel.label)
      let lost = names[index].filter { $0 != channel.id.foldedName && after.index(named: $0) != now }
        .map { spellings[$0] ?? $0 }
      guard !lost.isEmpty else { return nil }
      return WeakenedSafeguard(
        "names of channel \(channel.id)",
        "the channel '\(channel.id)' is not called \(Self.list(lost, "or")) any more: a consent given or refused by that name is not understood",
        remedy: "keep the label until all scripts say '\(channel.id)': a channel has no aliases")
    }
  }

  /// Labels as they are written, by what they are compared by.
  private static func spellings(of label: Localized<String>?) -> [String: String] {
    Dictionary(
      (label?.versions ?? []).map { ($0.text.foldedName, $0.text) }, uniquingKeysWith: { first, _ in first })
  }

  static func list(_ names: [String], _ conjunction: String = "and") -> String {
    names.map { "'\($0)'" }.listed(conjunction)
  }

  /// A name as YAML has it in a list.
  private static func plain(_ name: String) -> String {
    let isPlain =
      name.first?.isLetter ?? false
      && name.allSatisfy { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
    return isPlain ? name : "\"\(name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
  }
}
