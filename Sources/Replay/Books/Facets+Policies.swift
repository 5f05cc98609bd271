import Rules
import Time

extension RuleBook {
  /// What its policies say, by their keys.
  var policyFacets: [Facet] {
    let policies = self.policies
    var facets: [Facet] = [
      Facet("time_zone", policies.zone.name), Facet("language", policies.language),
      Facet("limit", "\(policies.limit)"),
      Facet("spread.kind", ifPresent: policies.spreadByKind.map { "\($0)" }),
      Facet("spread.group", ifPresent: policies.spreadByGroup.map { "\($0)" }),
      Facet("same_contact_within", policies.sameContactWithin.inDays),
      Facet("holdout", ifPresent: policies.holdout?.text),
    ].compactMap(\.self)
    if !policies.fallback.isEmpty {
      facets.append(
        Facet("fallback", "[\(policies.fallback.map { actions[$0].id }.joined(separator: ", "))]"))
    }
    facets += policies.caps.map { Facet("caps.\($0.id)", $0.text(in: self)) }
    facets += policies.pauses.map { Facet("pauses.\($0.id)", $0.text(in: self)) }
    facets += policies.quietHours.map { Facet("quiet_hours.\($0.id)", $0.text(in: self)) }
    return facets
  }
}

extension Holdout {
  fileprivate var text: String {
    "percent: \(percent.asInRuleFile), salt: \(salt), per: \(scope.rawValue)"
  }
}

extension Cap {
  fileprivate func text(in book: RuleBook) -> String {
    let window =
      switch self.window {
      case .rolling(let span): "within: \(span.inDays)"
      case .calendar(let unit): "calendar: \(unit.rawValue)"
      }
    let per = scope == .journey ? "" : ", per: \(scope.rawValue)"
    let selector = selector.text(in: book)
    return "\(selector.isEmpty ? "" : "\(selector), ")at_most: \(atMost)\(per), \(window)"
  }
}

extension Pause {
  fileprivate func text(in book: RuleBook) -> String {
    let names = Outcome.allCases.filter { outcomes.contains(OutcomeSet($0)) }.map(\.rawValue)
    let per = scope == .journey ? "" : ", per: \(scope.rawValue)"
    let selector = selector.text(in: book)
    return "\(selector.isEmpty ? "" : "\(selector), ")after: \(after), "
      + "outcomes: [\(names.joined(separator: ", "))], within: \(within.inDays), pause: \(pause.inDays)\(per)"
  }
}

extension QuietHours {
  fileprivate func text(in book: RuleBook) -> String {
    let names = channels.map {
      "channels: [\($0.map { book.vocabulary.channels[$0].id }.joined(separator: ", "))], "
    }
    let days = Weekday.allCases.filter { self.days[$0.rawValue] }.map(\.name)
    return
      "\(names ?? "")from: \(Self.clock(from)), until: \(Self.clock(until)), days: [\(days.joined(separator: ", "))]"
  }

  private static func clock(_ minutes: Int) -> String {
    "\(minutes / 60 < 10 ? "0" : "")\(minutes / 60):\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)"
  }
}
