import Rules
import Time

/// Everything of a book that is compared as it is written: what no condition decides.
struct BookValues {
  private(set) var values: [String: String] = [:]
  private let book: RuleBook

  /// The values that differ, by path.
  static func differences(_ old: RuleBook, _ new: RuleBook) -> [ValueDifference] {
    let old = BookValues(old).values
    let new = BookValues(new).values
    return Set(old.keys).union(new.keys).sorted().compactMap { path in
      old[path] == new[path] ? nil : ValueDifference(path: path, old: old[path], new: new[path])
    }
  }

  init(_ book: RuleBook) {
    self.book = book
    addWords()
    for action in book.actions { add(action) }
    for rule in book.rules where rule.isEnabled { add(rule) }
    add(book.policies)
  }

  private mutating func set(_ path: String, _ value: String?) {
    if let value { values[path] = value }
  }

  private mutating func set(_ path: String, _ text: Localized<String>?) {
    for version in text?.versions ?? [] {
      values[version.language.map { "\(path).\($0)" } ?? path] = version.text
    }
  }

  private mutating func set(_ path: String, _ text: Localized<Template>?) {
    set(path, text?.map { $0.text(book.names) })
  }

  // MARK: Actions and rules

  private mutating func add(_ action: Action) {
    let path = "actions.\(action.id)"
    let channels = book.vocabulary.channels
    set("\(path).kind", book.kinds[action.kind])
    set("\(path).group", action.group.map { book.groups[$0] })
    set("\(path).title", action.title)
    if !action.channels.isEmpty { set("\(path).channels", ids(action.channels) { channels[$0].id }) }
    for (channel, treatment) in action.treatments {
      set("\(path).treatments.\(channels[channel].id)", String(decoding: treatment.bytes, as: UTF8.self))
    }
    set("\(path).payload", action.payload.map { String(decoding: $0.bytes, as: UTF8.self) })
    set("\(path).weight", "\(action.weight.words)")
    set("\(path).available.from", action.available.from.map { "\($0)" })
    set("\(path).available.until", action.available.until.map { "\($0)" })
    set("\(path).cooldown", action.cooldown.map(\.inDays))
    if action.isExemptFromCaps { set("\(path).caps.exempt", "true") }
    if !action.countsTowardCaps { set("\(path).caps.counts", "false") }
  }

  private mutating func add(_ rule: Rule) {
    let path = "rules.\(rule.id)"
    set("\(path).because", rule.because)
    guard case .alert(let alert) = rule.effect else { return }
    set("\(path).alert.severity", alert.severity.rawValue)
    set("\(path).alert.once_per", alert.oncePer.inDays)
    set("\(path).alert.summary", alert.summary)
  }

  // MARK: Words

  private mutating func addWords() {
    let words = book.vocabulary
    add("markets", words.markets, \.id, \.label) { _, _ in [] }
    add("stages", words.stages, \.id, \.label) { stage, words in
      [
        ("phase", stage.phase.rawValue), ("stalls_after", stage.stallsAfter.map(\.inDays)),
        ("next", stage.next.isEmpty ? nil : stage.next.map { words[$0].id }.joined(separator: ", ")),
      ]
    }
    set("stages", words.stages.items.map(\.id).joined(separator: ", "))
    add("exits", words.exits, \.id, \.label) { exit, _ in [("lost", "\(exit.isLost)")] }
    add("personas", words.personas, \.id, \.label) { persona, _ in
      [("role", persona.role?.rawValue), ("market", persona.market.map { words.markets[$0].id })]
    }
    add("pain_points", words.painPoints, \.id, \.label) { item, _ in
      [("severity", item.severity.words), ("lasts", item.lasts.inDays)]
    }
    add("triggers", words.triggers, \.id, \.label) { item, _ in [("lasts", item.lasts.inDays)] }
    add("touchpoints", words.touchpoints, \.id, \.label) { item, _ in
      [
        ("medium", item.medium?.rawValue), ("ownership", item.ownership?.rawValue),
        ("influence", item.influence?.rawValue),
        (
          "stages",
          item.stages.isEmpty ? nil : item.stages.map { words.stages[$0].id }.joined(separator: ", ")
        ),
      ]
    }
    add("channels", words.channels, \.id, \.label) { channel, _ in
      [("consent", channel.consent.rawValue), ("bounced_for", channel.bouncedFor.inDays)]
    }
    for attribute in book.attributes {
      let path = "attributes.\(attribute.path)"
      set("\(path).type", attribute.type.rawValue)
      set("\(path).values", attribute.values?.joined(separator: ", "))
      if attribute.isPersonal { set("\(path).personal", "true") }
    }
  }

  private mutating func add<Item>(
    _ section: String, _ list: ItemList<Item>, _ id: (Item) -> String,
    _ label: (Item) -> Localized<String>?, more: (Item, ItemList<Item>) -> [(String, String?)]
  ) {
    let names = list.names
    for (index, item) in list.items.enumerated() {
      let path = "\(section).\(id(item))"
      set(path, "declared")
      set("\(path).label", label(item))
      let own = label(item)?.versions.map { $0.text.foldedName } ?? []
      let aliases = names[index].filter { $0 != id(item).foldedName && !own.contains($0) }
      if !aliases.isEmpty { set("\(path).aliases", aliases.joined(separator: ", ")) }
      for (key, value) in more(item, list) { set("\(path).\(key)", value) }
    }
  }

  // MARK: Policies

  private mutating func add(_ policies: Policies) {
    let channels = book.vocabulary.channels
    set("policies.time_zone", policies.zone.name)
    set("policies.language", policies.language)
    set("policies.limit", "\(policies.limit)")
    set("policies.spread.kind", policies.spreadByKind.map { "\($0)" })
    set("policies.spread.group", policies.spreadByGroup.map { "\($0)" })
    set("policies.same_contact_within", policies.sameContactWithin.inDays)
    set("policies.engaged_within", policies.engagedWithin.inDays)
    for seat in policies.buyingGroup {
      set("policies.buying_group.\(seat.role.rawValue)", "\(seat.required)")
    }
    for hours in policies.quietHours {
      let days = Weekday.allCases.filter { hours.days[$0.rawValue] }.map(\.name)
      set(
        "policies.quiet_hours.\(hours.id)",
        "\(hours.channels.map { ids($0) { channels[$0].id } } ?? "all channels") from \(clock(hours.from)) until \(clock(hours.until)) on \(days.joined(separator: ", "))"
      )
    }
    let text = ConditionText(book: book)
    for cap in policies.caps {
      let window =
        switch cap.window {
        case .rolling(let span): "within \(span.inDays)"
        case .calendar(let unit): "a \(unit.rawValue)"
        }
      set(
        "policies.caps.\(cap.id)",
        "at most \(cap.atMost) \(window) of \(text.text(of: cap.selector)) per \(cap.scope.rawValue)")
    }
    for pause in policies.pauses {
      let outcomes = Outcome.allCases.filter { pause.outcomes.contains(OutcomeSet($0)) }.map(\.rawValue)
      set(
        "policies.pauses.\(pause.id)",
        "\(pause.pause.inDays) after \(pause.after) \(outcomes.joined(separator: " or ")) within \(pause.within.inDays) of \(text.text(of: pause.selector)) per \(pause.scope.rawValue)"
      )
    }
    if let holdout = policies.holdout {
      set("policies.holdout", "\(holdout.percent.words) % by '\(holdout.salt)' per \(holdout.scope.rawValue)")
    }
    if !policies.fallback.isEmpty { set("policies.fallback", ids(policies.fallback) { book.actions[$0].id }) }
  }

  private func ids(_ indices: [Int], _ id: (Int) -> String) -> String {
    indices.map(id).joined(separator: ", ")
  }

  private func clock(_ minutes: Int) -> String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(two(minutes / 60)):\(two(minutes % 60))"
  }
}

extension Double {
  /// As rule files have it.
  fileprivate var words: String { Literal.double(self).words }
}
