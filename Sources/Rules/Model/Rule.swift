package import Diagnostics

/// What follows for a journey, and when. Two books share one only where everything that rules refer to is the same in both.
package final class Rule: Sendable {
  package let id: String
  package let title: Localized<String>?
  package let when: Condition?
  package let unless: Condition?
  package let effect: Effect
  package let because: Localized<Template>?
  package let tags: [String]
  package let owner: String?
  package let isEnabled: Bool
  package let available: Availability
  /// Where it stands among all rules of the book, by path and then by place in the file; from 0.
  package let order: Int
  /// Where its id stands.
  package let location: SourceLocation

  package init(
    id: String, title: Localized<String>?, when: Condition?, unless: Condition?, effect: Effect,
    because: Localized<Template>?, tags: [String], owner: String?, isEnabled: Bool, available: Availability,
    order: Int, location: SourceLocation
  ) {
    self.id = id
    self.title = title
    self.when = when
    self.unless = unless
    self.effect = effect
    self.because = because
    self.tags = tags
    self.owner = owner
    self.isEnabled = isEnabled
    self.available = available
    self.order = order
    self.location = location
  }
  /// The same rule at another place among all rules of the book.
  package func moved(to order: Int) -> Rule {
    Rule(
      id: id, title: title, when: when, unless: unless, effect: effect, because: because, tags: tags,
      owner: owner,
      isEnabled: isEnabled, available: available, order: order, location: location)
  }
}
