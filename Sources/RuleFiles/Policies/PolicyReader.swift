import Diagnostics
import Rules
import Time
import YAML

/// The keys of 'spread'.
enum SpreadKey: String, MappingKey { case kind, group }

/// The keys of 'holdout'.
enum HoldoutKey: String, MappingKey { case percent, salt, per }

/// Reads policies.
struct PolicyReader: NodeReader {
  let context: ReadingContext

  /// Reads the policies of a book.
  ///
  /// - Parameter symbols: with the time zone, which was read before.
  static func readAll(_ entries: [PolicyEntry], _ symbols: Symbols) -> Policies {
    var policies = Policies()
    policies.zone = symbols.zone
    var firsts: [PolicyKey: [String: SourceLocation]] = [:]
    var dayHours: [DayHours] = []
    for policy in entries {
      PolicyReader(context: policy.context).read(policy, into: &policies, &firsts, &dayHours)
    }
    if let first = entries.first(where: { $0.key == .quietHours }) {
      PolicyReader(context: first.context).checkThatChannelsOpen(policies.quietHours, at: first.entry.keySpan)
      DayHours.check(dayHours, channels: symbols[.channel].ids.count, first.context.diagnostics)
    }
    policies.quietHours.sort { bytesPrecede($0.id, $1.id) }
    policies.caps.sort { bytesPrecede($0.id, $1.id) }
    policies.pauses.sort { bytesPrecede($0.id, $1.id) }
    return policies
  }

  /// The time zone of a book, which comes before everything that has dates.
  static func zone(_ entries: [PolicyEntry]) -> Zone {
    for policy in entries where policy.key == .timeZone {
      let scalars = ScalarReader(context: policy.context)
      if let zone = scalars.zone(policy.entry.value, PolicyKey.timeZone.rawValue) { return zone }
    }
    return .utc
  }

  /// - Parameter firsts: where the entries stand that were read before, by id.
  private func read(
    _ policy: PolicyEntry, into policies: inout Policies,
    _ firsts: inout [PolicyKey: [String: SourceLocation]], _ dayHours: inout [DayHours]
  ) {
    let node = policy.entry.value
    switch policy.key {
    case .timeZone: break
    case .language:
      let tag = scalars.string(node, "language").flatMap { scalars.languageTag($0, at: node.span) }
      policies.language = tag ?? policies.language
    case .limit:
      let limit = scalars.integer(node, "limit", in: 0...100)
      checkNone(
        limit, node, "'limit: 0' leaves every answer without a recommendation",
        help: "write how many actions an answer names, such as 3")
      policies.limit = limit ?? policies.limit
    case .spread: (policies.spreadByKind, policies.spreadByGroup) = spread(node)
    case .sameContactWithin:
      policies.sameContactWithin =
        scalars.duration(node, "same_contact_within") ?? policies.sameContactWithin
    case .engagedWithin:
      checkMonths(node, "engaged_within")
      policies.engagedWithin = scalars.duration(node, "engaged_within") ?? policies.engagedWithin
    case .buyingGroup: policies.buyingGroup = BuyingGroupReader(context: context).read(node)
    case .quietHours:
      let reader = QuietHoursReader(context: context)
      let windows = entries(of: policy, "quiet hours", &firsts).compactMap { id, entry in
        reader.read(id, entry).map { DayHours(hours: $0, location: location(entry.keySpan)) }
      }
      dayHours += windows
      policies.quietHours += windows.map(\.hours)
    case .caps:
      let reader = CapReader(context: context)
      policies.caps += entries(of: policy, "cap", &firsts).compactMap(reader.read)
    case .pauses:
      let reader = PauseReader(context: context)
      policies.pauses += entries(of: policy, "pause", &firsts).compactMap(reader.read)
    case .holdout: policies.holdout = holdout(node)
    case .fallback: policies.fallback = fallback(node)
    }
  }

  /// The entries of a policy that is a mapping by id; ids are unique over all files.
  private func entries(
    of policy: PolicyEntry, _ noun: String, _ firsts: inout [PolicyKey: [String: SourceLocation]]
  ) -> [(id: String, entry: Mapping.Entry)] {
    let name = policy.key == .quietHours ? "nights" : policy.key == .caps ? "two-a-week" : "ignored"
    guard
      let mapping = mapping(
        policy.entry.value, policy.key.rawValue,
        help: policy.entry.value.isSequence
          ? "give each a name of your own: '\(name): {…}', without '- '" : "write {\(name): {…}}")
    else { return [] }
    if policy.key.hasKeysAlone(mapping) {
      error(
        .expectedMapping, "these \(policy.key.rawValue.replacing("_", with: " ")) have no name",
        at: policy.entry.keySpan,
        help: "indent their keys, under a name of your own: '\(name):'")
      return []
    }
    for entry in mapping.entries {
      ids.checkID(entry.key.text, of: noun, at: entry.keySpan)
      if let first = firsts[policy.key]?[entry.key.text] {
        error(
          .duplicateID, "the \(noun) '\(entry.key.text)' is declared twice", at: entry.keySpan,
          help: "rename or remove one of the two", notes: [Diagnostic.Note("the first one", at: first)])
      } else {
        firsts[policy.key, default: [:]][entry.key.text] = location(entry.keySpan)
      }
    }
    return mapping.entries.filter { hasValue($0) }.map { ($0.key.text, $0) }
  }

  /// A channel that quiet hours never open is a mistake.
  private func checkThatChannelsOpen(_ quietHours: [QuietHours], at span: SourceSpan) {
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

  private func spread(_ node: Node) -> (kind: Int?, group: Int?) {
    var spread: (kind: Int?, group: Int?)
    guard let mapping = mapping(node, "spread", help: "write {kind: 1}: at most one of a kind") else {
      return spread
    }
    keys(of: mapping, "spread", as: SpreadKey.self) { key, entry in
      switch key {
      case .kind: spread.kind = scalars.integer(entry.value, "kind", in: 1...100)
      case .group: spread.group = scalars.integer(entry.value, "group", in: 1...100)
      }
    }
    return spread
  }

  private func holdout(_ node: Node) -> Holdout? {
    guard let mapping = mapping(node, "holdout", help: "write {percent: 5, salt: autumn}") else { return nil }
    var percent: Double?
    var salt = ""
    var scope = Scope.journey
    keys(of: mapping, "holdout", as: HoldoutKey.self) { key, entry in
      switch key {
      case .percent:
        percent = scalars.number(entry.value, "percent", in: 0...100)
        if let percent { checkHoldout(percent, entry.value) }
      case .salt: salt = scalars.string(entry.value, "salt") ?? salt
      case .per: scope = scalars.scope(entry.value) ?? scope
      }
    }
    if mapping[HoldoutKey.percent.rawValue] == nil { missingKey("percent", in: "holdout", at: node.span) }
    return percent.map { Holdout(percent: $0, salt: salt, scope: scope) }
  }

  /// Actions in their order, each once.
  private func fallback(_ node: Node) -> [Int] {
    var found: [Int] = []
    var places: [Int: SourceSpan] = [:]
    for node in oneOrMany(node, "fallback", allowingNone: true) ?? [] {
      guard let action = references.reference(node, "fallback", to: .action) else { continue }
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
}

extension ScalarReader {
  /// Whose contacts a policy counts.
  func scope(_ node: Node) -> Scope? {
    if let unit = ForeignWords.choice(node.text, of: "calendar unit")
      ?? CalendarUnit(rawValue: node.text)?.rawValue
    {
      error(
        .unknownScope, "unknown scope '\(node.text)'", at: node.span,
        help: "'per' says whose contacts are counted; the time is 'calendar: \(unit)', or 'within: 7d'")
      return nil
    }
    return choice(node, "per", as: Scope.self, "scope", unknown: .unknownScope)
  }
}

extension PolicyKey {
  /// Whether the keys of one entry stand where names of entries should.
  fileprivate func hasKeysAlone(_ mapping: Mapping) -> Bool {
    func isKey(_ key: String) -> Bool {
      switch self {
      case .quietHours: QuietHoursKey(rawValue: key) != nil
      case .caps: CapKey(rawValue: key) != nil
      case .pauses: PauseKey(rawValue: key) != nil
      default: false
      }
    }
    return !mapping.entries.isEmpty
      && mapping.entries.allSatisfy { entry in
        if case .mapping = entry.value.content { return false }
        return isKey(entry.key.text)
      }
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
