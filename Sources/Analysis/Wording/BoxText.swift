import Diagnostics
package import Rules
import Time

/// Says which states lie in a box, one line for each thing that they have in common, in the words of rule files.
package struct BoxText {
  let space: StateSpace
  private let common: CommonWords

  package init(_ space: StateSpace, _ books: [RuleBook]) {
    self.space = space
    common = CommonWords(books)
  }

  /// A line for each dimension that bounds the box; none where it is all states.
  package func lines(of box: Box) -> [String] {
    box.dimensions.map { line(of: space.dimensions[$0], box.sides[$0, default: []]) }
  }

  private func line(of dimension: Dimension, _ side: [Int]) -> String {
    let cells = side.map { dimension.cells[$0] }
    switch dimension.subject {
    case .market: return "market is \(among(dimension, side))"
    case .stage: return "stage is \(among(dimension, side))"
    case .persona: return "persona is \(among(dimension, side))"
    case .exit: return "exit is \(among(dimension, side))"
    case .lastTouchpoint: return "last_touchpoint is \(among(dimension, side))"
    case .journey: return "journey is \(among(dimension, side))"
    case .text(let path): return "\(path) is \(among(dimension, side))"
    case .bool(let path): return "\(path) is \(among(dimension, side))"
    case .number(let path, let isWhole):
      return "\(path) is \(stretches(dimension.cells, side, isWhole: isWhole) { Literal.double($0).words })"
    case .instant(let name): return "\(name) is \(stretches(dimension.cells, side, Self.fromNow))"
    case .date(let name): return "\(name) is \(stretches(dimension.cells, side, Self.date))"
    case .now: return "now is \(stretches(dimension.cells, side, Self.date))"
    case .list(let path): return cells == [.unknown] ? "\(path) is not known" : "\(path) is known"
    case .listed(let text, let path):
      return cells == [.yes] ? "\(path) has '\(text)'" : "\(path) has no '\(text)'"
    case .painPoint(let id): return "pain point \(id) \(severity(dimension, side))"
    case .trigger(let id): return "trigger \(id) is \(cells == [.yes] ? "there" : "not there")"
    case .count(let filter): return "\(words(of: filter)): \(counts(dimension.cells, side))"
    case .expression(let signature):
      let outcomes = cells.map { cell in
        switch cell {
        case .yes: "true"
        case .no: "false"
        case .failed: "an error"
        default: "unknown"
        }
      }
      return "'\(CommonWords.text(of: signature))' is \(outcomes.listed("or"))"
    case .amount(let signature):
      return
        "'\(CommonWords.text(of: signature))' gives \(cells == [.yes] ? "a number" : "no number")"
    case .decisionOutcome: return "decision.outcome is \(among(dimension, side))"
    case .decisionAction(let id): return cells == [.yes] ? "\(id) is recommended" : "\(id) is not recommended"
    }
  }

  // MARK: Ids and texts

  /// Those that are in, or those that are not where that is shorter.
  private func among(_ dimension: Dimension, _ side: [Int]) -> String {
    let missing = dimension.cells.indices.filter { !side.contains($0) }
    if missing.count < side.count, missing.count <= 3, dimension.cells.count > 3 {
      return "not \(missing.map { word(dimension.cells[$0]) }.listed("or"))"
    }
    return side.map { word(dimension.cells[$0]) }.listed("or")
  }

  private func word(_ cell: StateCell) -> String {
    switch cell {
    case .unknown: "not known"
    case .yes: "true"
    case .no: "false"
    case .named(let text): text
    case .other: "any other"
    default: ""
    }
  }

  // MARK: Numbers and instants

  /// Neighbours as one stretch each.
  private func stretches(
    _ cells: [StateCell], _ side: [Int], isWhole: Bool = false, _ word: (Double) -> String
  ) -> String {
    var words: [String] = []
    if side.contains(where: { cells[$0] == .unknown }) { words.append("not known") }
    let numbers = side.filter { cells[$0] != .unknown }
    var start = 0
    while start < numbers.count {
      var end = start
      while end + 1 < numbers.count, numbers[end + 1] == numbers[end] + 1 { end += 1 }
      var (low, high) = (cells[numbers[start]].low, cells[numbers[end]].high)
      if isWhole {
        // The first and the last that there is.
        low = low.map { $0.isIn ? $0 : ($0.value.rounded(.down) + 1, true) }
        high = high.map { $0.isIn ? $0 : ($0.value.rounded(.up) - 1, true) }
      }
      words.append(stretch(low, high, word))
      start = end + 1
    }
    return words.listed("or")
  }

  private func stretch(
    _ low: (value: Double, isIn: Bool)?, _ high: (value: Double, isIn: Bool)?, _ word: (Double) -> String
  ) -> String {
    switch (low, high) {
    case (nil, nil): return "known"
    case (nil, let high?): return high.isIn ? "\(word(high.value)) or less" : "below \(word(high.value))"
    case (let low?, nil): return low.isIn ? "\(word(low.value)) or more" : "above \(word(low.value))"
    case (let low?, let high?):
      if low.value == high.value { return word(low.value) }
      let from = low.isIn ? "from \(word(low.value))" : "above \(word(low.value))"
      return "\(from) \(high.isIn ? "to" : "to below") \(word(high.value))"
    }
  }

  private static func fromNow(_ offset: Double) -> String {
    let span = TimeSpan(microseconds: Int64(abs(offset)))
    return offset == 0 ? "now" : offset < 0 ? "now - \(span.inDays)" : "now + \(span.inDays)"
  }

  private static func date(_ microseconds: Double) -> String {
    "\(Instant(microseconds: Int64(microseconds)))"
  }

  // MARK: Pain points and counts

  private func severity(_ dimension: Dimension, _ side: [Int]) -> String {
    let cells = side.map { dimension.cells[$0] }
    if cells == [.no] { return "is not there" }
    if !cells.contains(.no), side.count == dimension.cells.count - 1 { return "is there" }
    let words = cells.compactMap { cell -> String? in
      switch cell {
      case .no: "is not there"
      case .usual: "has its usual severity"
      case .severity(let from, let below):
        below.map { "has a severity from \(Literal.double(from).words) to below \(Literal.double($0).words)" }
          ?? "has a severity of \(Literal.double(from).words) or more"
      default: nil
      }
    }
    return words.listed("or")
  }

  private func counts(_ cells: [StateCell], _ side: [Int]) -> String {
    var words: [String] = []
    var start = 0
    while start < side.count {
      var end = start
      while end + 1 < side.count, side[end + 1] == side[end] + 1 { end += 1 }
      if case .count(let from, _) = cells[side[start]], case .count(_, let upTo) = cells[side[end]] {
        switch (from, upTo) {
        case (0, 0?): words.append("none")
        case (let from, nil): words.append("at least \(from)")
        case (0, let most?): words.append("at most \(most)")
        case (let from, let most?): words.append(from == most ? "\(from)" : "\(from) to \(most)")
        }
      }
      start = end + 1
    }
    return words.listed("or")
  }

  private func words(of filter: CountFilter) -> String {
    let isEveryType = Set(filter.wanted["type", default: []]) == common.touchpoints
    var parts = filter.wanted.sorted { $0.key < $1.key }
      .filter { $0.key != "type" || !isEveryType }
      .map { "\($0.key): \($0.value.count == 1 ? $0.value[0] : "[\($0.value.joined(separator: ", "))]")" }
    if !filter.sentiment.isEmpty {
      parts.append("sentiment: \(filter.sentiment.map(\.text).joined(separator: ", "))")
    }
    if let within = filter.within { parts.append("within: \(within.inDays)") }
    if let olderThan = filter.olderThan { parts.append("older_than: \(olderThan.inDays)") }
    return parts.isEmpty ? filter.list.rawValue : "\(filter.list.rawValue) {\(parts.joined(separator: ", "))}"
  }
}

extension StateCell {
  /// Where it begins; nil: without a bound.
  fileprivate var low: (value: Double, isIn: Bool)? {
    switch self {
    case .point(let value): (value, true)
    case .between(let low?, _): (low, false)
    default: nil
    }
  }

  fileprivate var high: (value: Double, isIn: Bool)? {
    switch self {
    case .point(let value): (value, true)
    case .between(_, let high?): (high, false)
    default: nil
    }
  }
}
