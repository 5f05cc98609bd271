import Rules
import Time

/// All of a vocabulary that conditions depend on, as texts: books in which it is equal read the same condition alike.
struct VocabularyMeaning: Equatable {
  private let words: [[String]]

  init(_ book: RuleBook) {
    let vocabulary = book.vocabulary
    words = [
      vocabulary.markets.items.map(\.id),
      vocabulary.stages.items.map { "\($0.id) \($0.phase.rawValue) \($0.stallsAfter?.microseconds ?? -1)" }
        .sorted(),
      vocabulary.exits.items.map(\.id),
      vocabulary.personas.items.map {
        "\($0.id) \($0.role?.rawValue ?? "-") \($0.market.map { vocabulary.markets[$0].id } ?? "-")"
      },
      vocabulary.painPoints.items.map { "\($0.id) \($0.severity)" },
      vocabulary.triggers.items.map(\.id),
      vocabulary.touchpoints.items.map {
        "\($0.id) \($0.medium?.rawValue ?? "-") \($0.ownership?.rawValue ?? "-") \($0.influence?.rawValue ?? "-")"
      },
      vocabulary.channels.items.map(\.id),
      book.attributes.map { "\($0.path) \($0.type.rawValue) \($0.values?.joined(separator: ", ") ?? "-")" },
    ]
  }
}
