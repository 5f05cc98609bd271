import Rules
import Time

/// What the whole book declares: filled section by section, each before those that refer to it are read.
@dynamicMemberLookup
final class Symbols {
  /// What several threads can share once it is filled.
  struct Known: Sendable {
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
    fileprivate let zones: ZoneTable

    init(zones: ZoneTable) { self.zones = zones }
  }

  private(set) var known: Known
  /// What is said of the checking, as far as it is read.
  var settings = CheckSettings()
  /// The values of attributes that were asked for, by index.
  private var valueSets: [Int: Set<String>] = [:]

  init(_ known: Known) { self.known = known }

  convenience init(zones: ZoneTable) { self.init(Known(zones: zones)) }

  /// Those of a book that was loaded.
  convenience init(_ book: RuleBook) {
    self.init(zones: book.expressions.zones)
    known.zone = book.policies.zone
    known.names = book.names
    known.expressions = book.expressions
    known.channelsOfActions = book.actions.map { Set($0.channels) }
  }

  subscript<Value>(dynamicMember path: WritableKeyPath<Known, Value>) -> Value {
    get { known[keyPath: path] }
    set { known[keyPath: path] = newValue }
  }

  subscript(kind: IDKind) -> IDTable { known.names[kind] }

  /// True where a text is among the values of an attribute.
  func hasValue(_ text: String, _ fact: Fact) -> Bool {
    guard case .attribute(let index) = fact else { return false }
    let values = valueSets[index] ?? Set(known.names.attributes[index].values ?? [])
    valueSets[index] = values
    return values.contains(text)
  }

  /// The zone of a name; each is looked up once.
  func lookUpZone(_ name: String) -> Zone? { known.zones.zone(named: name) }
}
