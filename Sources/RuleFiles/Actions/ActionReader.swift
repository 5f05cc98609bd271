import Diagnostics
import Rules
import Time
import YAML

/// The keys of an action.
enum ActionKey: String, MappingKey {
  case kind, group, title, channels, treatments, payload, weight, available, eligible, cooldown, caps, accept
}

/// The keys of an action's 'caps'.
enum ActionCapsKey: String, MappingKey { case exempt, counts }

/// Reads actions.
struct ActionReader: NodeReader {
  let context: ReadingContext

  /// Reads the actions of a book, by id.
  static func readAll(_ declarations: Declarations, _ symbols: Symbols) -> [Action] {
    var actions: [Action?] = Array(repeating: nil, count: symbols[.action].ids.count)
    symbols.channelsOfActions = Array(repeating: nil, count: actions.count)
    for declaration in declarations[.actions] {
      let (action, hasAllChannels) = ActionReader(context: declaration.context).read(declaration)
      guard declaration.isFirst, let action, let index = symbols[.action].index(of: declaration.id) else {
        continue
      }
      actions[index] = action
      if hasAllChannels { symbols.channelsOfActions[index] = Set(action.channels) }
    }
    return actions.compactMap(\.self)
  }

  /// The kinds and groups that actions name, before the actions themselves are read.
  static func kindsAndGroups(_ declarations: [Declaration]) -> (kinds: Set<String>, groups: Set<String>) {
    var kinds: Set<String> = []
    var groups: Set<String> = []
    for declaration in declarations {
      guard case .mapping(let mapping) = declaration.body.content else { continue }
      for entry in mapping.entries {
        guard case .scalar(let scalar) = entry.value.content, scalar.value != .null else { continue }
        switch entry.key.text {
        case ActionKey.kind.rawValue: kinds.insert(scalar.text)
        case ActionKey.group.rawValue: groups.insert(scalar.text)
        default: break
        }
      }
    }
    return (kinds, groups)
  }

  /// An action, and whether every channel that it names is known.
  private func read(_ declaration: Declaration) -> (Action?, hasAllChannels: Bool) {
    let id = declaration.id
    guard !declaration.body.isNull else {
      missingKey("kind", in: id, at: declaration.span, help: "add 'kind: …', such as 'kind: nurture'")
      return (nil, false)
    }
    guard let mapping = mapping(declaration.body, id, help: "write {kind: …, title: …}") else {
      return (nil, false)
    }
    var kind: Int?
    var givesKind = false
    var group: Int?
    var title: Localized<String>?
    var channels: [Int] = []
    var hasAllChannels = true
    var treatments: Mapping?
    var payload: RawJSON?
    var weight = 1.0
    var available = Availability()
    var eligible: Condition?
    var cooldown: TimeSpan?
    var caps = (exempt: false, counts: true)
    keys(of: mapping, id, as: ActionKey.self) { key, entry in
      let node = entry.value
      switch key {
      case .kind:
        givesKind = true
        kind = ids.freeID(node, "kind").flatMap(symbols[.kind].index)
      case .group: group = ids.freeID(node, "group").flatMap(symbols[.group].index)
      case .title: title = scalars.localized(node, "title")
      case .channels:
        let named = oneOrMany(node, "channels", allowingNone: true)?.count
        channels = references.references(node, "channels", to: .channel, allowingNone: true) ?? []
        hasAllChannels = channels.count == named
      case .treatments: treatments = self.mapping(node, "treatments", help: "write {CHANNEL: …}")
      case .payload: payload = payloads.read(node, "payload")
      case .weight: weight = scalars.number(node, "weight", in: 0...100, percentsOf: 1) ?? weight
      case .available: available = scalars.availability(node, "available")
      case .eligible: eligible = conditions.read(node, ConditionPlace(name: "eligible"))
      case .cooldown:
        checkMonths(node, "cooldown")
        cooldown = scalars.duration(node, "cooldown")
      case .caps: caps = capSwitches(node)
      case .accept: AcceptanceReader(context: context).read(node, at: .item(.action, id: id))
      }
    }
    if !givesKind {
      missingKey("kind", in: id, at: declaration.span, help: "add 'kind: …', such as 'kind: nurture'")
    }
    return (
      Action(
        id: id, kind: kind ?? 0, group: group, title: title, channels: channels.withoutRepeats,
        treatments: treatments.map { self.treatments($0, of: id, channels, hasAllChannels) } ?? [:],
        payload: payload,
        weight: weight, available: available, eligible: eligible, cooldown: cooldown,
        isExemptFromCaps: caps.exempt,
        countsTowardCaps: caps.counts, location: location(declaration.span)), hasAllChannels
    )
  }

  private func treatments(
    _ mapping: Mapping, of id: String, _ channels: [Int], _ hasAllChannels: Bool
  ) -> [Int: RawJSON] {
    var treatments: [Int: RawJSON] = [:]
    for entry in mapping.entries where hasValue(entry) {
      let payload = payloads.read(entry.value, "treatments")
      let key = Node(span: entry.keySpan, content: .scalar(entry.key))
      guard let channel = references.reference(key, "treatments", to: .channel) else { continue }
      if hasAllChannels && !channels.contains(channel) {
        error(
          .treatmentWithoutChannel,
          "'\(id)' has a treatment for '\(entry.key.text)', which is not one of its channels",
          at: entry.keySpan, help: "add '\(entry.key.text)' to 'channels', or remove the treatment")
      }
      treatments[channel] = payload
    }
    return treatments
  }

  private func capSwitches(_ node: Node) -> (exempt: Bool, counts: Bool) {
    var caps = (exempt: false, counts: true)
    guard let mapping = mapping(node, "caps", help: "write {exempt: true}") else { return caps }
    keys(of: mapping, "caps", as: ActionCapsKey.self) { key, entry in
      switch key {
      case .exempt: caps.exempt = scalars.bool(entry.value, "exempt") ?? caps.exempt
      case .counts: caps.counts = scalars.bool(entry.value, "counts") ?? caps.counts
      }
    }
    return caps
  }
}

extension DiagnosticID {
  static let treatmentWithoutChannel = DiagnosticID(
    "treatment-without-channel",
    page: """
      An action says how it looks on a channel that it is never sent through, because its 'channels' do not \
      name that channel. The treatment would never be used. Add the channel to 'channels', or remove the \
      treatment.
      """)
}
