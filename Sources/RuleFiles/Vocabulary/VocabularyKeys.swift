import Rules

/// What people and states call an item; markets have nothing else, channels have no aliases.
enum ItemNameKey: String, MappingKey {
  case label, aliases

  static func keys(of kind: IDKind) -> [ItemNameKey] { kind == .channel ? [.label] : allCases }
}

/// The keys of a stage beside its names.
enum StageKey: String, MappingKey {
  case phase, next
  case stallsAfter = "stalls_after"
}

/// The keys of an exit beside its names.
enum ExitKey: String, MappingKey { case lost }

/// The keys of a persona beside its names.
enum PersonaKey: String, MappingKey { case market, role, traits }

/// The keys of a pain point beside its names.
enum PainPointKey: String, MappingKey { case severity, lasts }

/// The keys of a trigger beside its names.
enum TriggerKey: String, MappingKey { case lasts }

/// The keys of a touchpoint beside its names.
enum TouchpointKey: String, MappingKey { case medium, ownership, influence, stages }

/// The keys of a channel beside its label.
enum ChannelKey: String, MappingKey {
  case consent
  case bouncedFor = "bounced_for"
}
