import Diagnostics
import Time

/// What the whole book declares: filled section by section, each before those that refer to it are read.
final class Symbols {
  var zone = Zone.utc
  var markets = SymbolTable(.markets, ids: [], isComplete: true)
  var stages = SymbolTable(.stages, ids: [], isComplete: true)
  var personas = SymbolTable(.personas, ids: [], isComplete: true)
  var painPoints = SymbolTable(.painPoints, ids: [], isComplete: true)
  var triggers = SymbolTable(.triggers, ids: [], isComplete: true)
  var touchpoints = SymbolTable(.touchpoints, ids: [], isComplete: true)
  var channels = SymbolTable(.channels, ids: [], isComplete: true)
  var actions = SymbolTable(.actions, ids: [], isComplete: true)
  var kinds = SymbolTable(noun: "kind", section: "actions", unknown: .unknownKind, ids: [], isComplete: true)
  var groups = SymbolTable(
    noun: "group", section: "actions", unknown: .unknownGroup, ids: [], isComplete: true)

  /// By index, as `RuleBook.attributes`.
  var attributes: [Attribute] = []
  /// False where an attribute may be declared although it is not among them.
  var knowsAllAttributes = true
  /// Attributes and built-in facts by the name that rules use.
  var facts: [String: Fact] = [:]

  /// What expressions can say: there once the attributes are known.
  var expressions: ExpressionLanguage?

  /// The values of attributes that were asked for, by index.
  var valueSets: [Int: Set<String>] = [:]
  /// The time zones that were asked for; nil where there is none of that name.
  var zones: [String: Zone?] = [:]

  /// The channels of each action, by index; nil where they could not be read.
  var channelsOfActions: [Set<Int>?] = []
  /// The severity of each pain point that is given without one, by index.
  var severities: [Double] = []

  /// The vocabularies that rules have read, for what follows from them: by index of a stage or persona.
  var phases: [Phase] = []
  var roles: [Role?] = []

  func type(of fact: Fact) -> FactType {
    switch fact {
    case .builtIn(let fact): fact.type
    case .attribute(let index): attributes[index].type
    }
  }

  func name(of fact: Fact) -> String {
    switch fact {
    case .builtIn(let fact): fact.rawValue
    case .attribute(let index): attributes[index].path
    }
  }
}
