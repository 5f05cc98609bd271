package import Time

/// One thing that an event, or an observation of `next`, says of a journey.
package struct Telling: Sendable, Equatable {
  package enum Content: Sendable, Equatable {
    /// A contact of the customer with the business.
    ///
    /// - name: the id of a declared touchpoint, else the name under which it was told.
    /// - index: into `Vocabulary.touchpoints`; nil where the book does not declare it.
    /// - sentiment: from −1 to 1.
    /// - channel: index into `Vocabulary.channels`.
    case touchpoint(name: String, index: Int?, sentiment: Double?, channel: Int?)
    /// The journey is in a stage.
    ///
    /// - index: into `Vocabulary.stages`.
    /// - entered: since when, where that was said.
    /// - isObserved: whether `next` noted it, rather than an event told it.
    case stage(Int, entered: Instant?, isObserved: Bool)
    /// Index into `Vocabulary.exits`.
    case exit(Int)
    /// Index into `Vocabulary.triggers`.
    case trigger(Int)
    /// Index into `Vocabulary.painPoints`, and a severity from 0 to 1.
    case painPoint(Int, severity: Double)
    /// Index into `Vocabulary.painPoints`.
    case resolved(Int)
  }

  package let at: Instant
  package let content: Content

  package init(at: Instant, _ content: Content) {
    self.at = at
    self.content = content
  }
}
