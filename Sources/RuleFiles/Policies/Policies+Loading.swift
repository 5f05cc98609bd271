import Diagnostics
import Rules
import Time
import YAML

extension Policies {
  /// Reads the policies of a book.
  ///
  /// - Parameter symbols: with the time zone, which was read before.
  init(_ entries: [PolicyEntry], _ symbols: Symbols) {
    self.init()
    zone = symbols.zone
    var ids: [PolicyKey: [String: SourceLocation]] = [:]
    for policy in entries {
      let (reader, node) = (policy.reader, policy.entry.value)
      switch policy.key {
      case .timeZone: break
      case .language:
        language =
          reader.string(node, "language").flatMap { reader.languageTag($0, at: node.span) } ?? language
      case .limit: limit = reader.integer(node, "limit", in: 0...100) ?? limit
      case .spread:
        let spread = reader.spread(node)
        (spreadByKind, spreadByGroup) = (spread.kind, spread.group)
      case .sameContactWithin:
        sameContactWithin = reader.duration(node, "same_contact_within") ?? sameContactWithin
      case .quietHours:
        for (id, entry) in reader.named(policy, "quiet hours", &ids[.quietHours, default: [:]]) {
          if let hours = reader.quietHours(id, entry) { quietHours.append(hours) }
        }
      case .caps:
        for (id, entry) in reader.named(policy, "cap", &ids[.caps, default: [:]]) {
          if let cap = reader.cap(id, entry) { caps.append(cap) }
        }
      case .pauses:
        for (id, entry) in reader.named(policy, "pause", &ids[.pauses, default: [:]]) {
          if let pause = reader.pause(id, entry) { pauses.append(pause) }
        }
      case .holdout: holdout = reader.holdout(node)
      case .fallback: fallback = reader.fallback(node)
      }
    }
    if let first = entries.first(where: { $0.key == .quietHours }) {
      first.reader.checkThatChannelsOpen(quietHours, at: first.entry.keySpan)
    }
    quietHours.sort { bytesPrecede($0.id, $1.id) }
    caps.sort { bytesPrecede($0.id, $1.id) }
    pauses.sort { bytesPrecede($0.id, $1.id) }
  }

  /// The time zone of a book, which comes before everything that has dates.
  static func zone(_ entries: [PolicyEntry]) -> Zone {
    for policy in entries where policy.key == .timeZone {
      if let zone = policy.reader.zone(policy.entry.value, "time_zone") { return zone }
    }
    return .utc
  }
}

extension Reader {
  /// The entries of a policy that is a mapping by id; ids are unique over all files.
  fileprivate func named(
    _ policy: PolicyEntry, _ noun: String, _ firsts: inout [String: SourceLocation]
  ) -> [(id: String, entry: Mapping.Entry)] {
    guard let mapping = mapping(policy.entry.value, policy.key.rawValue, help: "write {ID: {…}}") else {
      return []
    }
    for entry in mapping.entries {
      checkID(entry.key.text, of: noun, at: entry.keySpan)
      if let first = firsts[entry.key.text] {
        error(
          .duplicateID, "the \(noun) '\(entry.key.text)' is declared twice", at: entry.keySpan,
          help: "rename or remove one of the two", notes: [Diagnostic.Note("the first one", at: first)])
      } else {
        firsts[entry.key.text] = location(entry.keySpan)
      }
    }
    return mapping.entries.filter { hasValue($0) }.map { ($0.key.text, $0) }
  }

  /// A channel that quiet hours never open is a mistake.
  fileprivate func checkThatChannelsOpen(_ quietHours: [QuietHours], at span: SourceSpan) {
    let closed = symbols[.channel].ids.indices.filter { channel in
      var week = QuietWeek()
      for hours in quietHours where hours.channels?.contains(channel) ?? true { week.add(hours) }
      return week.isFull
    }
    guard !closed.isEmpty else { return }
    error(
      .quietHoursAlways,
      "the quiet hours leave no minute of the week open on \(listed(closed.map { symbols[.channel].ids[$0] }))",
      at: span,
      help: "name 'days', or 'from' and 'until'; to silence a channel for good, write a rule with 'suppress'")
  }

  fileprivate func spread(_ node: Node) -> (kind: Int?, group: Int?) {
    enum Key: String, MappingKey { case kind, group }
    var spread: (kind: Int?, group: Int?)
    guard let mapping = mapping(node, "spread", help: "write {kind: 1}: at most one of a kind") else {
      return spread
    }
    keys(of: mapping, "spread", as: Key.self) { key, entry in
      switch key {
      case .kind: spread.kind = integer(entry.value, "kind", in: 1...100)
      case .group: spread.group = integer(entry.value, "group", in: 1...100)
      }
    }
    return spread
  }

  fileprivate func holdout(_ node: Node) -> Holdout? {
    enum Key: String, MappingKey { case percent, salt, per }
    guard let mapping = mapping(node, "holdout", help: "write {percent: 5, salt: autumn}") else { return nil }
    var percent: Double?
    var salt = ""
    var scope = Scope.journey
    keys(of: mapping, "holdout", as: Key.self) { key, entry in
      switch key {
      case .percent: percent = number(entry.value, "percent", in: 0...100)
      case .salt: salt = string(entry.value, "salt") ?? salt
      case .per: scope = self.scope(entry.value) ?? scope
      }
    }
    if mapping[Key.percent.rawValue] == nil { missingKey("percent", in: "holdout", at: node.span) }
    return percent.map { Holdout(percent: $0, salt: salt, scope: scope) }
  }

  /// Actions in their order, each once.
  fileprivate func fallback(_ node: Node) -> [Int] {
    var found: [Int] = []
    var places: [Int: SourceSpan] = [:]
    for node in oneOrMany(node, "fallback", allowingNone: true) ?? [] {
      guard let action = reference(node, "fallback", to: .action) else { continue }
      if let first = places[action] {
        error(
          .duplicateFallback, "'\(symbols[.action].ids[action])' stands twice among the fallbacks",
          at: node.span,
          help: "keep one of the two", notes: [Diagnostic.Note("the first one", at: location(first))])
      } else {
        places[action] = node.span
        found.append(action)
      }
    }
    return found
  }

  func scope(_ node: Node) -> Scope? {
    choice(node, "per", as: Scope.self, "scope", unknown: .unknownScope)
  }
}

extension DiagnosticID {
  static let duplicateFallback = DiagnosticID(
    "duplicate-fallback",
    page: """
      The list of fallback actions names one of them twice. They are tried in their order, so the second \
      time can never matter. Remove one of the two.
      """)

  static let unknownScope = DiagnosticID(
    "unknown-scope",
    page: """
      'per' says whose contacts are counted together: 'journey' (one person's path, the default) or \
      'account' (everybody of the account). There are no others.
      """)
}
