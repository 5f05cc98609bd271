/// All rule files under one directory, loaded and checked: immutable, and the same for the same bytes. A reference,
/// so that handing it on costs nothing.
package final class RuleBook: Sendable {
  /// The first 12 hex digits of the content hash.
  package let revision: String
  /// Its ids and its facts, with their types and domains.
  package let names: BookNames
  package let vocabulary: Vocabulary
  /// By path; the built-in ones are among them.
  package let attributes: [Attribute]
  /// Kinds of actions, by id.
  package let kinds: [String]
  /// Groups of actions, by id.
  package let groups: [String]
  /// By id, so that the order of indices is the order of ids.
  package let actions: [Action]
  /// By id, so that the order of indices is the order of ids; disabled ones are among them.
  package let rules: [Rule]
  /// Detect rules that are enabled, in an order in which each stands after those it builds on; those of one
  /// layer do not build on each other. Indices of rules.
  package let detectionLayers: [[Int]]
  package let policies: Policies
  package let expressions: ExpressionLanguage

  package init(
    revision: String, names: BookNames, actions: [Action], rules: [Rule], detectionLayers: [[Int]],
    policies: Policies, expressions: ExpressionLanguage
  ) {
    self.revision = revision
    self.names = names
    vocabulary = names.vocabulary
    attributes = names.attributes
    kinds = names[.kind].ids
    groups = names[.group].ids
    self.actions = actions
    self.rules = rules
    self.detectionLayers = detectionLayers
    self.policies = policies
    self.expressions = expressions
  }
}
