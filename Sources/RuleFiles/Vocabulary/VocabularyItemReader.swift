import Diagnostics
import Rules
import Time
import YAML

/// Reads the items of the vocabulary, without their labels and aliases.
struct VocabularyItemReader: NodeReader {
  let context: ReadingContext

  /// The entries of a vocabulary item, except label and aliases, which were read before. An item that needs
  /// nothing else may be empty.
  private func item<Key: MappingKey>(
    _ declaration: Declaration, names: [ItemNameKey] = ItemNameKey.allCases, as: Key.Type,
    help: String = "write {label: …}",
    _ read: (Key, Mapping.Entry) -> Void
  ) {
    if declaration.body.isNull { return }
    guard let mapping = mapping(declaration.body, declaration.id, help: help) else { return }
    for (index, entry) in mapping.entries.enumerated() {
      if names.contains(where: { $0.rawValue == entry.key.text }) { continue }
      guard let key = Key(rawValue: entry.key.text) else {
        if reportsRest(index, in: mapping) { continue }
        let known = names.map(\.rawValue) + Key.allCases.map(\.rawValue)
        unknownKey(entry, in: declaration.id, among: known, remedies: Key.remedies)
        continue
      }
      if isCut(index, in: mapping) { continue }
      if hasValue(entry) { read(key, entry) }
    }
  }

  /// A market, which has a label and aliases only.
  func plainItem(_ declaration: Declaration) {
    if declaration.body.isNull { return }
    guard let mapping = mapping(declaration.body, declaration.id, help: "write {label: …}") else { return }
    for entry in mapping.entries where ItemNameKey(rawValue: entry.key.text) == nil {
      unknownKey(
        entry, in: declaration.id, among: ItemNameKey.allCases.map(\.rawValue),
        remedies: ForeignWords.acceptance)
    }
  }

  func stage(_ declaration: Declaration, label: Localized<String>?) -> Stage {
    var phase: Phase?
    var next: [Int] = []
    var stallsAfter: TimeSpan?
    var givesPhase = false
    item(declaration, as: StageKey.self) { key, entry in
      switch key {
      case .phase:
        givesPhase = true
        phase = scalars.choice(entry.value, "phase", as: Phase.self, "phase", unknown: .unknownPhase)
      case .next: next = references.references(entry.value, "next", to: .stage, allowingNone: true) ?? []
      case .stallsAfter:
        checkMonths(entry.value, "stalls_after")
        stallsAfter = scalars.duration(entry.value, "stalls_after")
      }
    }
    if !givesPhase, declaration.body.canLackKeys {
      missingKey(
        "phase", in: declaration.id, at: declaration.span,
        help: "add 'phase: before', 'during' or 'after': where it lies with respect to the purchase")
    }
    return Stage(
      id: declaration.id, label: label, phase: phase ?? .before, next: next, stallsAfter: stallsAfter)
  }

  func exit(_ declaration: Declaration, label: Localized<String>?) -> Exit {
    var isLost = true
    item(declaration, as: ExitKey.self) { _, entry in isLost = scalars.bool(entry.value, "lost") ?? isLost }
    return Exit(id: declaration.id, label: label, isLost: isLost)
  }

  func persona(_ declaration: Declaration, label: Localized<String>?, order: Int) -> Persona {
    var market: Int?
    var role: Role?
    item(declaration, as: PersonaKey.self) { key, entry in
      switch key {
      case .market: market = references.reference(entry.value, "market", to: .market)
      case .role: role = scalars.choice(entry.value, "role", as: Role.self, "role", unknown: .unknownRole)
      case .traits: checkTraits(entry.value)
      }
    }
    return Persona(id: declaration.id, label: label, market: market, role: role, order: order)
  }

  /// Traits have free names, and single values or lists of them.
  private func checkTraits(_ node: Node) {
    guard let mapping = mapping(node, "traits", help: "write {job_level: c-level}") else { return }
    for entry in mapping.entries where hasValue(entry) {
      for value in oneOrMany(entry.value, entry.key.text) ?? [] {
        _ = scalar(value, entry.key.text)
      }
    }
  }

  func painPoint(_ declaration: Declaration, label: Localized<String>?) -> PainPoint {
    var severity = 0.5
    var lasts = PainPoint.standardLasting
    item(declaration, as: PainPointKey.self) { key, entry in
      switch key {
      case .severity: severity = scalars.number(entry.value, "severity", in: 0...1) ?? severity
      case .lasts: lasts = lasting(entry.value) ?? lasts
      }
    }
    return PainPoint(id: declaration.id, label: label, severity: severity, lasts: lasts)
  }

  func trigger(_ declaration: Declaration, label: Localized<String>?) -> Trigger {
    var lasts = Trigger.standardLasting
    item(declaration, as: TriggerKey.self) { _, entry in lasts = lasting(entry.value) ?? lasts }
    return Trigger(id: declaration.id, label: label, lasts: lasts)
  }

  /// How long something that was reported is there.
  private func lasting(_ node: Node) -> TimeSpan? {
    checkMonths(node, "lasts")
    return scalars.duration(node, "lasts")
  }

  func touchpoint(_ declaration: Declaration, label: Localized<String>?) -> Touchpoint {
    var medium: Medium?
    var ownership: Ownership?
    var influence: Influence?
    var stages: [Int] = []
    item(declaration, as: TouchpointKey.self) { key, entry in
      switch key {
      case .medium:
        medium = scalars.choice(entry.value, "medium", as: Medium.self, "medium", unknown: .unknownMedium)
      case .ownership:
        ownership = scalars.choice(
          entry.value, "ownership", as: Ownership.self, "ownership", unknown: .unknownOwnership)
      case .influence:
        influence = scalars.choice(
          entry.value, "influence", as: Influence.self, "influence", unknown: .unknownInfluence)
      case .stages:
        stages = references.references(entry.value, "stages", to: .stage, allowingNone: true) ?? []
      }
    }
    return Touchpoint(
      id: declaration.id, label: label, medium: medium, ownership: ownership, influence: influence,
      stages: stages)
  }

  func channel(_ declaration: Declaration, label: Localized<String>?) -> Channel {
    var consent = ConsentKind.optIn
    var bouncedFor = TimeSpan(seconds: 30 * 86_400)
    let written = ConsentKind(rawValue: declaration.body.text)?.rawValue ?? ConsentKind.optIn.rawValue
    item(
      declaration, names: ItemNameKey.keys(of: .channel), as: ChannelKey.self,
      help: "write {consent: \(written)}\(written == declaration.body.text ? "" : ", say")"
    ) { key, entry in
      switch key {
      case .consent: consent = self.consent(entry.value) ?? consent
      case .bouncedFor: bouncedFor = scalars.duration(entry.value, "bounced_for") ?? bouncedFor
      }
    }
    return Channel(id: declaration.id, label: label, consent: consent, bouncedFor: bouncedFor)
  }

  /// What a channel needs; a word that may mean that it asks nobody is not guessed.
  private func consent(_ node: Node) -> ConsentKind? {
    scalars.choice(
      node, "consent", as: ConsentKind.self, "kind of consent", unknown: .unknownConsent,
      unguessed: ConsentKind.none,
      help: "write 'opt-in' (only after a yes), 'opt-out' (unless there is a no) or 'none' (nobody is asked)")
  }
}

extension Node {
  /// True where it is worth saying that a key is missing: not where something else than a mapping stands.
  var canLackKeys: Bool {
    if case .mapping = content { return true }
    return isNull
  }
}

extension DiagnosticID {
  static let unknownPhase = DiagnosticID(
    "unknown-phase",
    page: """
      Every stage lies before, during or after the purchase, and these are the only phases: 'before', \
      'during' and 'after'. For example 'phase: pre-purchase' should be 'phase: before'.
      """)

  static let unknownRole = DiagnosticID(
    "unknown-role",
    page: """
      The part that a persona plays in a buying group is one of seven: initiator, user, influencer, \
      decider, approver, buyer, gatekeeper. For example 'role: decision-maker' should be 'role: decider'.
      """)

  static let unknownMedium = DiagnosticID(
    "unknown-medium",
    page: """
      A touchpoint's medium is 'online' or 'offline', and nothing else. Which channel it used, such as \
      email, is another matter: see 'channels'.
      """)

  static let unknownOwnership = DiagnosticID(
    "unknown-ownership",
    page: """
      Who controls a touchpoint is one of 'brand', 'partner', 'customer' and 'independent'. For example a \
      test in a magazine is independent, a review by a buyer is the customer's.
      """)

  static let unknownInfluence = DiagnosticID(
    "unknown-influence",
    page: """
      Whether a touchpoint can be influenced is 'direct' or 'indirect', and nothing else. Your own webinar \
      is direct, a discussion among customers indirect.
      """)

  static let unknownConsent = DiagnosticID(
    "unknown-consent",
    page: """
      What a channel needs before it may be used is one of three: 'opt-in' (only after a yes), 'opt-out' \
      (unless there is a no) and 'none' (consent does not matter). For example 'consent: optin' should be \
      'consent: opt-in'.
      """)
}
