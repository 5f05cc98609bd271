/// What the rules that match for a state say of one output, merged as far as nothing is lost that a further rule could
/// make count.
struct Proposals: Hashable {
  struct Entry: Hashable {
    let score: Score
    /// The channel that is wished for, or the item that is placed.
    let name: String?
    /// Of equal scores the lower comes first.
    let order: Order
  }

  /// Rules of equal scores by their ids, or placements by their place in the book, the last one first.
  enum Order: Hashable, Comparable {
    case fromEnd(Int)
    case id(String)
  }

  private(set) var entries: [Entry] = []

  static let none = Proposals()

  /// With another entry, and without what no longer matters.
  func adding(_ entry: Entry) -> Proposals {
    var result = self
    if case .number(let score) = entry.score {
      // Of the same name only the best counts, and without a name only the best of all.
      for (index, other) in entries.enumerated() {
        guard case .number(let known) = other.score, other.name == entry.name else { continue }
        if (known, entry.order) >= (score, other.order) { return self }
        result.entries.remove(at: index)
        break
      }
    } else if entries.contains(entry) {
      return self
    }
    result.entries.append(entry)
    result.entries.sort { $0.key < $1.key }
    return result
  }

  // MARK: What a decision can tell

  private var best: Score.Best {
    let numbers = entries.compactMap { if case .number(let value) = $0.score { value } else { nil } }
    let computed = entries.compactMap { if case .computed(let text) = $0.score { text } else { nil } }
    return Score.Best(number: numbers.max(), computed: Set(computed).sorted())
  }

  var candidacy: Behaviour {
    guard !entries.isEmpty else { return .none }
    let ranked = entries.sorted { one, other in
      switch (one.score, other.score) {
      case (.number(let left), .number(let right)): left != right ? left > right : one.order < other.order
      case (.number, .computed): true
      case (.computed, .number): false
      case (.computed, .computed): one.key < other.key
      }
    }
    var wishes: [String] = []
    for name in ranked.compactMap(\.name) where !wishes.contains(name) { wishes.append(name) }
    return .candidate(Candidacy(score: best, wishes: wishes))
  }

  var severity: Behaviour { entries.isEmpty ? .none : .severity(best) }

  var placement: Behaviour {
    guard !entries.isEmpty else { return .none }
    let computed = entries.contains { if case .computed = $0.score { true } else { false } }
    if computed { return .computedPlace(entries.map { "\($0.key)" }) }
    let highest = entries.max { one, other in
      guard case .number(let left) = one.score, case .number(let right) = other.score else { return false }
      return left != right ? left < right : one.order > other.order
    }
    return highest?.name.map { .placed($0) } ?? .none
  }

  var presence: Behaviour { entries.isEmpty ? .none : .holds }
}

extension Proposals.Entry {
  /// An order without meaning, the same every time.
  fileprivate var key: String {
    let number =
      switch score {
      case .number(let value): "n\(value)"
      case .computed(let text): "c\(text)"
      }
    return "\(number) \(name ?? "") \(order)"
  }
}
