import Diagnostics
import Rules

/// Reads the vocabulary of a book.
enum VocabularyReader {
  /// Reads all eight kinds of items.
  static func readAll(_ declarations: Declarations, _ symbols: Symbols) -> Vocabulary {
    // Names come before bodies, so that a reference to a label is recognized wherever it stands.
    func names(_ kind: IDKind) -> VocabularyNames {
      let names = VocabularyNames(of: declarations[kind.section], table: symbols[kind])
      symbols.aliases[kind] = names.indexByName
      return names
    }
    let markets = names(.market)
    let stages = names(.stage)
    let exits = names(.exit)
    let personas = names(.persona)
    let painPoints = names(.painPoint)
    let triggers = names(.trigger)
    let touchpoints = names(.touchpoint)
    let channels = names(.channel)

    func items<Item>(
      _ kind: IDKind, _ names: VocabularyNames,
      _ read: (VocabularyItemReader, Declaration, Localized<String>?) -> Item
    ) -> ItemList<Item> {
      let table = symbols[kind]
      var items: [Item?] = Array(repeating: nil, count: table.ids.count)
      for (declaration, label) in zip(declarations[kind.section], names.labels) {
        let item = read(VocabularyItemReader(context: declaration.context), declaration, label)
        if declaration.isFirst, let index = table.index(of: declaration.id) { items[index] = item }
      }
      return ItemList(
        zip(table.ids, items).compactMap { id, item in item.map { (id, $0) } }, names: names.indexByName)
    }
    var order = 0
    return Vocabulary(
      markets: items(.market, markets) {
        $0.plainItem($1)
        return Market(id: $1.id, label: $2)
      },
      stages: items(.stage, stages) { $0.stage($1, label: $2) },
      exits: items(.exit, exits) { $0.exit($1, label: $2) },
      personas: items(.persona, personas) {
        defer { order += 1 }
        return $0.persona($1, label: $2, order: order)
      },
      painPoints: items(.painPoint, painPoints) { $0.painPoint($1, label: $2) },
      triggers: items(.trigger, triggers) { $0.trigger($1, label: $2) },
      touchpoints: items(.touchpoint, touchpoints) { $0.touchpoint($1, label: $2) },
      channels: items(.channel, channels) { $0.channel($1, label: $2) })
  }
}
