import Decisions
import JSON
import Rules
import Time

/// Makes a state of a point: one cell for each dimension that matters.
struct PointReader {
  let space: StateSpace
  let books: [RuleBook]
  let usualNow: Instant

  /// - Parameters:
  ///   - cells: by dimension; those that are not here are left as they come.
  ///   - choice: which of several things is taken where it does not matter which.
  func sketch(of cells: [Int: Int], choice: Int) -> StateSketch {
    var sketch = StateSketch(now: usualNow)
    let chosen = cells.map { (space.dimensions[$0.key].subject, space.dimensions[$0.key].cells[$0.value]) }
    let bySubject = Dictionary(chosen, uniquingKeysWith: { first, _ in first })
    if let cell = bySubject[.now] { sketch.now = Instant(microseconds: Int64(cell.number)) }
    // A date that an instant must have, and how long ago it must be, say when now is.
    for case (.date(let name), let date) in chosen {
      guard bySubject[.now] == nil, let offset = bySubject[.instant(name)], offset != .unknown else {
        continue
      }
      sketch.now = Instant(microseconds: Int64(date.number) - Int64(offset.number))
    }
    let ordered = cells.sorted { $0.key < $1.key }
    for (dimension, cell) in ordered {
      let subject = space.dimensions[dimension].subject
      add(subject, space.dimensions[dimension].cells[cell], bySubject, to: &sketch, choice)
    }
    return sketch
  }

  private func add(
    _ subject: Subject, _ cell: StateCell, _ all: [Subject: StateCell], to sketch: inout StateSketch,
    _ choice: Int
  ) {
    switch subject {
    case .market: sketch.set(.market, cell.name)
    case .stage: sketch.set(.stage, cell.name)
    case .persona: sketch.set(.persona, cell.name)
    case .exit: if case .named(let id) = cell { sketch.exit = id }
    case .journey: sketch.set(.journey, cell.name ?? .string("somebody"))
    case .text(let path):
      if cell != .unknown { sketch.set(attribute: path, cell.name ?? .string(otherText(path))) }
    case .bool(let path): if cell != .unknown { sketch.set(attribute: path, .bool(cell == .yes)) }
    case .number(let path, let isWhole):
      guard cell != .unknown else { return }
      let number = cell.number(isWhole: isWhole)
      let value = Int(exactly: number).map { JSONValue.int($0) } ?? .number(number)
      if path == StateKey.sentiment.rawValue {
        sketch.set(.sentiment, value)
      } else {
        sketch.set(attribute: path, value)
      }
    case .instant(let name):
      guard cell != .unknown else { return }
      addInstant(name, offset: offset(name, cell, all, sketch), to: &sketch, all, choice)
    case .list(let path):
      guard cell == .yes else { return }
      let texts = all.compactMap { subject, cell -> String? in
        if case .listed(let text, in: path) = subject, cell == .yes { text } else { nil }
      }
      sketch.set(attribute: path, .array(texts.sorted().map { .string($0) }))
    case .painPoint(let id):
      switch cell {
      case .usual: sketch.add(painPoint: id, severity: nil)
      case .severity(let from, _): sketch.add(painPoint: id, severity: from)
      default: break
      }
    case .trigger(let id): if cell == .yes { sketch.add(trigger: id) }
    case .count(let filter):
      guard case .count(let from, _) = cell else { return }
      for index in 0..<min(from, 1_000) {
        sketch.add(entry(filter, sketch, choice + index, round: choice), to: filter.list)
      }
    case .lastTouchpoint:
      // With its instant, if that matters as well.
      if case .named(let id) = cell, all[.instant(BuiltInFact.lastTouchpointAt.rawValue)] == nil {
        sketch.add([.init("type", .string(id)), .init("at", sketch.instant(0))], to: .touchpoints)
      }
    case .date, .now, .listed, .expression, .amount, .decisionOutcome, .decisionAction: break
    }
  }

  /// How much later than now an instant is; where its date matters, as that says.
  private func offset(_ name: String, _ cell: StateCell, _ all: [Subject: StateCell], _ sketch: StateSketch)
    -> Double
  {
    guard let date = all[.date(name)] else { return cell.number }
    return date.number - Double(sketch.now.microseconds)
  }

  private func addInstant(
    _ name: String, offset: Double, to sketch: inout StateSketch, _ all: [Subject: StateCell], _ choice: Int
  ) {
    switch name {
    case BuiltInFact.stageEntered.rawValue: sketch.set(.stageEntered, sketch.instant(offset))
    case BuiltInFact.lastTouchpointAt.rawValue:
      var type = all[.lastTouchpoint]?.name
      if type == nil {
        type = ids { $0.vocabulary.touchpoints.items.map(\.id) }.picked(choice).map { .string($0) }
      }
      guard let type else { return }
      sketch.add([.init("type", type), .init("at", sketch.instant(offset))], to: .touchpoints)
    case BuiltInFact.lastContactAt.rawValue:
      guard let action = ids({ $0.actions.map(\.id) }).picked(choice) else { return }
      sketch.add([.init("action", .string(action)), .init("at", sketch.instant(offset))], to: .contacts)
    default: sketch.set(attribute: name, sketch.instant(offset))
    }
  }

  /// A text that no condition names.
  private func otherText(_ path: String) -> String {
    switch path {
    case "person.language": "eo"
    case "person.time_zone": "Etc/UTC"
    default: "something else"
    }
  }

  /// An entry that passes a filter.
  ///
  /// - Parameter round: what is left open is otherwise round after round.
  private func entry(
    _ filter: CountFilter, _ sketch: StateSketch, _ choice: Int, round: Int
  ) -> [JSONValue.Member] {
    // Entries that are no contact of the same hour; the oldest that may be is as good as the newest.
    let least = filter.olderThan.map { Double($0.microseconds) + 1_000_000 } ?? 0
    let most = filter.within.map { Double($0.microseconds) } ?? (least + 400 * 86_400_000_000)
    let age = min(least + Double(choice) * 7_200_000_000, most)
    func wanted(_ key: String) -> JSONValue? { (filter.wanted[key] ?? []).picked(choice).map { .string($0) } }
    var members: [JSONValue.Member] = []
    func add(_ name: String, _ value: JSONValue?) { if let value { members.append(.init(name, value)) } }
    switch filter.list {
    case .touchpoints:
      add("type", wanted("type"))
      add("at", sketch.instant(-age))
      add("channel", wanted("channel"))
      add("sentiment", sentiment(filter.sentiment).map { .number($0) })
    case .contacts:
      add("action", action(filter, choice).map { .string($0) })
      add("channel", wanted("channel"))
      add("at", sketch.instant(-age))
      add("outcome", wanted("outcome"))
    case .buyingGroup:
      add("persona", wanted("persona"))
      add("role", filter.wanted["persona"] == nil ? wanted("role") : nil)
      add("stage", wanted("stage"))
      let open: JSONValue? = [nil, true, false].picked(round) ?? nil
      add("engaged", filter.wanted["engaged"].map { .bool($0 == ["true"]) } ?? open)
    }
    return members
  }

  private func sentiment(_ comparisons: [Comparison]) -> Double? {
    guard !comparisons.isEmpty else { return nil }
    let cuts = comparisons.flatMap(\.numbers)
    let values = (cuts + cuts.map { $0 - 0.01 } + cuts.map { $0 + 0.01 } + [-1, 0, 1]).filter { abs($0) <= 1 }
    return values.first { value in comparisons.allSatisfy { $0.verdict(ofNumber: value) == .holds } }
  }

  /// An action that a filter of contacts lets pass.
  private func action(_ filter: CountFilter, _ choice: Int) -> String? {
    let passing = books.flatMap { book in
      book.actions.filter { action in
        (filter.wanted["action"]?.contains(action.id) ?? true)
          && (filter.wanted["kind"]?.contains(book.kinds[action.kind]) ?? true)
          && (filter.wanted["group"].map { groups in
            action.group.map { groups.contains(book.groups[$0]) } ?? false
          }
            ?? true)
      }.map(\.id)
    }.withoutRepeats
    return passing.picked(choice)
  }

  private func ids(_ list: (RuleBook) -> [String]) -> [String] { books.flatMap(list).withoutRepeats }
}

extension StateCell {
  fileprivate var name: JSONValue? { if case .named(let text) = self { .string(text) } else { nil } }
}

extension Array {
  /// One of them, the same for the same number.
  func picked(_ number: Int) -> Element? { isEmpty ? nil : self[number % count] }
}
