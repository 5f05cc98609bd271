import Diagnostics

extension Vocabulary {
  /// Reads the seven vocabularies of a book, those first that others refer to.
  convenience init(_ declarations: Declarations, _ symbols: Symbols) {
    // Names come before bodies, so that a reference to a label is recognized wherever it stands.
    func names(_ section: Section, _ table: WritableKeyPath<Symbols, SymbolTable>) -> VocabularyNames {
      var symbols = symbols
      let names = VocabularyNames(of: declarations[section], table: symbols[keyPath: table])
      symbols[keyPath: table].names = names.indexByName
      return names
    }
    let markets = names(.markets, \.markets)
    let stages = names(.stages, \.stages)
    let personas = names(.personas, \.personas)
    let painPoints = names(.painPoints, \.painPoints)
    let triggers = names(.triggers, \.triggers)
    let touchpoints = names(.touchpoints, \.touchpoints)
    let channels = names(.channels, \.channels)

    func items<Item>(
      _ section: Section, _ table: SymbolTable, _ names: VocabularyNames,
      _ read: (Declaration, Localized<String>?) -> Item
    ) -> ItemList<Item> {
      var items: [Item?] = Array(repeating: nil, count: table.ids.count)
      for (declaration, label) in zip(declarations[section], names.labels) {
        let item = read(declaration, label)
        if declaration.isFirst, let index = table.index(of: declaration.id) { items[index] = item }
      }
      return ItemList(
        zip(table.ids, items).compactMap { id, item in item.map { (id, $0) } }, names: names.indexByName)
    }
    self.init(
      markets: items(.markets, symbols.markets, markets) {
        $0.reader.plainItem($0)
        return Market(id: $0.id, label: $1)
      },
      stages: items(.stages, symbols.stages, stages) { $0.reader.stage($0, label: $1) },
      personas: items(.personas, symbols.personas, personas) { $0.reader.persona($0, label: $1) },
      painPoints: items(.painPoints, symbols.painPoints, painPoints) { $0.reader.painPoint($0, label: $1) },
      triggers: items(.triggers, symbols.triggers, triggers) {
        $0.reader.plainItem($0)
        return Trigger(id: $0.id, label: $1)
      },
      touchpoints: items(.touchpoints, symbols.touchpoints, touchpoints) {
        $0.reader.touchpoint($0, label: $1)
      },
      channels: items(.channels, symbols.channels, channels) { $0.reader.channel($0, label: $1) })
  }
}
