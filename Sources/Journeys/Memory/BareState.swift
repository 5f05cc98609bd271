package import Decisions
package import JSON
package import Time

/// A state that names nothing but its journey, and perhaps the time.
package struct BareState {
  package let document: JSONDocument
  package let given: JourneyState

  /// - Parameter now: as JSON.
  /// - Returns: nil where the name is none of a journey.
  package init?(_ journey: String, now: [UInt8]? = nil, for plan: DecisionPlan) {
    document = Self.document(journey, now: now)
    guard let given = try? JourneyState.read(document, at: document.root, for: plan, limits: .init()) else {
      return nil
    }
    self.given = given
  }

  package static func document(_ journey: String, now: [UInt8]? = nil) -> JSONDocument {
    var writer = JSONWriter()
    writer.object {
      $0.member("journey", journey)
      if let now { $0.member("now", raw: now) }
    }
    return (try? JSONDocument(parsing: writer.bytes)) ?? JSONDocument()
  }

  /// What is decided on: what is remembered, where anything is.
  package func completed(from recollection: Recollection, at now: Instant) -> JourneyState {
    EffectiveState.complete(
      document, at: document.root, given, from: recollection, clock: now, keepingTexts: false)?.state ?? given
  }
}
