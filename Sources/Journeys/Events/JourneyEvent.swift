package import JSON
package import Time

/// Something that happened on a journey, as it is remembered: what was told, in the words that the rule book had then.
package struct JourneyEvent: Sendable, Equatable {
  package let journey: String
  package let at: Instant
  /// The id that the caller gave it.
  package let name: String?
  package let account: String?
  /// All else that it says, as a JSON object with its keys in the order of `EventKey`.
  package let body: [UInt8]

  package init(journey: String, at: Instant, name: String?, account: String?, body: [UInt8]) {
    self.journey = journey
    self.at = at
    self.name = name
    self.account = account
    self.body = body
  }

  /// Whether it says the same as another one, under whatever id.
  package func says(sameAs other: JourneyEvent) -> Bool {
    at == other.at && body == other.body && journey.utf8.elementsEqual(other.journey.utf8)
      && (account ?? "").utf8.elementsEqual((other.account ?? "").utf8)
  }

  /// Writes the event as it can be told again.
  ///
  /// - Parameter namingJourney: whether it says whose it is; not where it stands among those of one journey.
  package func write(namingJourney: Bool = true, to writer: inout JSONWriter) {
    writer.object {
      if namingJourney { $0.member("journey", journey) }
      $0.member("at", "\(at)")
      $0.member("id", ifPresent: name)
      $0.member("account", ifPresent: account)
      $0.members(of: body)
    }
  }
}

/// The keys of an event, in the order in which they are written.
package enum EventKey: String, Sendable, CaseIterable {
  case journey, at, id, account, touchpoint, sentiment, channel, stage
  case stageEntered = "stage_entered"
  case observed, exit, trigger
  case painPoint = "pain_point"
  case severity, resolved, consent, profile
}
