import Rules
import Time

/// What the whole book declares: filled section by section, each before those that refer to it are read.
final class Symbols {
  var zone = Zone.utc
  /// When the book is read; nil where that must not matter.
  var now: Instant?
  /// The ids first, then the vocabulary as well, then the attributes.
  var names = BookNames { IDTable($0) }
  /// Folded labels and aliases, with the index of what they name.
  var aliases: [IDKind: [String: Int]] = [:]
  /// False where an attribute may be declared although it is not among the facts.
  var hasAllAttributes = true
  /// What expressions can say: present once the attributes are read.
  var expressions: ExpressionLanguage?
  /// The channels of each action, by index; nil where they could not be read.
  var channelsOfActions: [Set<Int>?] = []

  /// What is said of the checking, as far as it is read.
  var settings = CheckSettings()

  /// The values of attributes that were asked for, by index.
  private var valueSets: [Int: Set<String>] = [:]
  private let zones: ZoneTable

  init(zones: ZoneTable) { self.zones = zones }

  /// Those of a book that was loaded.
  init(_ book: RuleBook) {
    zones = book.expressions.zones
    zone = book.policies.zone
    names = book.names
    expressions = book.expressions
    channelsOfActions = book.actions.map { Set($0.channels) }
  }

  subscript(kind: IDKind) -> IDTable { names[kind] }

  /// True where a text is among the values of an attribute.
  func hasValue(_ text: String, _ fact: Fact) -> Bool {
    guard case .attribute(let index) = fact else { return false }
    let values = valueSets[index] ?? Set(names.attributes[index].values ?? [])
    valueSets[index] = values
    return values.contains(text)
  }

  /// The zone of a name; each is looked up once.
  func zone(named name: String) -> Zone? { zones.zone(named: name) }
}

extension Symbols {
  /// All of them but the settings, for other threads: none of them reads what another one changes.
  struct Copy: Sendable {
    fileprivate let zone: Zone
    fileprivate let now: Instant?
    fileprivate let names: BookNames
    fileprivate let aliases: [IDKind: [String: Int]]
    fileprivate let hasAllAttributes: Bool
    fileprivate let expressions: ExpressionLanguage?
    fileprivate let channelsOfActions: [Set<Int>?]
    fileprivate let zones: ZoneTable
  }

  var copy: Copy {
    Copy(
      zone: zone, now: now, names: names, aliases: aliases, hasAllAttributes: hasAllAttributes,
      expressions: expressions, channelsOfActions: channelsOfActions, zones: zones)
  }

  convenience init(_ copy: Copy) {
    self.init(zones: copy.zones)
    zone = copy.zone
    now = copy.now
    names = copy.names
    aliases = copy.aliases
    hasAllAttributes = copy.hasAllAttributes
    expressions = copy.expressions
    channelsOfActions = copy.channelsOfActions
  }
}
