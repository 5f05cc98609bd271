import Diagnostics
import Rules

extension Vocabulary {
  /// Reads the seven vocabularies of a book, those first that others refer to.
  convenience init(_ declarations: Declarations, _ symbols: Symbols) {
    // Names come before bodies, so that a reference to a label is recognized wherever it stands.
    func names(_ kind: IDKind) -> VocabularyNames {
      let names = VocabularyNames(of: declarations[kind.section], table: symbols[kind])
      symbols.aliases[kind] = names.indexByName
      return names
    }
    let markets = names(.market)
    let stages = names(.stage)
    let personas = names(.persona)
    let painPoints = names(.painPoint)
    let triggers = names(.trigger)
    let touchpoints = names(.touchpoint)
    let channels = names(.channel)

    func items<Item>(
      _ kind: IDKind, _ names: VocabularyNames,
      _ read: (Declaration, Localized<String>?) -> Item
    ) -> ItemList<Item> {
      let table = symbols[kind]
      var items: [Item?] = Array(repeating: nil, count: table.ids.count)
      for (declaration, label) in zip(declarations[kind.section], names.labels) {
        let item = read(declaration, label)
        if declaration.isFirst, let index = table.index(of: declaration.id) { items[index] = item }
      }
      return ItemList(
        zip(table.ids, items).compactMap { id, item in item.map { (id, $0) } }, names: names.indexByName)
    }
    self.init(
      markets: items(.market, markets) {
        $0.reader.plainItem($0)
        return Market(id: $0.id, label: $1)
      },
      stages: items(.stage, stages) { $0.reader.stage($0, label: $1) },
      personas: items(.persona, personas) { $0.reader.persona($0, label: $1) },
      painPoints: items(.painPoint, painPoints) { $0.reader.painPoint($0, label: $1) },
      triggers: items(.trigger, triggers) {
        $0.reader.plainItem($0)
        return Trigger(id: $0.id, label: $1)
      },
      touchpoints: items(.touchpoint, touchpoints) {
        $0.reader.touchpoint($0, label: $1)
      },
      channels: items(.channel, channels) { $0.reader.channel($0, label: $1) })
  }
}
